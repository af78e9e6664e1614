using EdgeActors.Doctor.Paths;

namespace EdgeActors.Doctor.User;

/// <summary>Whether doctor sees with the agent's eyes.</summary>
internal sealed class UserCheck : ICheck
{
    public Area Area => Area.User;

    public async Task<IReadOnlyList<Finding>> RunAsync(DoctorContext context, CancellationToken cancel)
    {
        string root = context.Capture.DataRoot;
        return Judge(Accounts.Me, (await context.ServingAsync()).User, PathFacts.At(root, follow: true)?.Owner, root);
    }

    /// <summary>Compares the three.</summary>
    /// <param name="me">Who asks; null where users have no numbers.</param>
    /// <param name="agent">Who runs the agent; null when none runs.</param>
    /// <param name="owner">Whose the data root is; null when it is not there.</param>
    /// <param name="root">Its path.</param>
    public static IReadOnlyList<Finding> Judge(uint? me, uint? agent, uint? owner, string root)
    {
        if (me is not { } user)
        {
            return [UserCodes.Ok.Seen("this system has no numbers for users; owners were not compared")];
        }

        if (agent is { } running && running != user)
        {
            return [Other(user, running, $"the agent runs as {Accounts.Show(running)}")];
        }

        // Where an agent runs as this very user, the data root's owner is its own affair.
        if (agent is null && owner is { } owned && owned != user)
        {
            return [Other(user, owned, $"{root} belongs to {Accounts.Show(owned)}")];
        }

        return user == Accounts.Root
            ? [UserCodes.Root.Seen("doctor runs as root (0)")]
            : [UserCodes.Ok.Seen($"doctor runs as {Accounts.Show(user)}")];
    }

    private static Finding Other(uint me, uint other, string why) => UserCodes.Other.Seen(
        $"doctor runs as {Accounts.Show(me)}, but {why}", $"sudo -u {ShellWord.Of(Accounts.ForSudo(other))} edgeactors doctor …");
}
