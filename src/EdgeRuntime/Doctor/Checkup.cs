using EdgeActors.Cli;

namespace EdgeActors.Doctor;

/// <summary>Runs the checks side by side, each on a thread of its own and within its time.</summary>
internal sealed class Checkup(IReadOnlyList<ICheck> checks)
{
    /// <summary>What they have found, in the order of the checks.</summary>
    public async Task<IReadOnlyList<Finding>> RunAsync(DoctorContext context)
    {
        IEnumerable<ICheck> chosen = checks.Where(check => context.Options.Only.Count == 0 || context.Options.Only.Contains(check.Area));
        IReadOnlyList<Finding>[] found = await Task.WhenAll(chosen.Select(check => RunAsync(check, context)));
        return [.. found.SelectMany(findings => findings)];
    }

    private static async Task<IReadOnlyList<Finding>> RunAsync(ICheck check, DoctorContext context)
    {
        if (check.NeedsSettings && context.Asked.Agent is null)
        {
            return [CheckCodes.Skipped(check.Area).Seen($"the settings are at fault, so {AreaNames.Of(check.Area)} was not looked at")];
        }

        using CancellationTokenSource late = new(context.Options.LongestCheck, context.Time);
        try
        {
            // A file system that hangs takes the thread that asks it with it, and no other check is to wait for that.
            return await Task.Factory.StartNew(
                () => check.RunAsync(context, late.Token), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)
                .Unwrap().WaitAsync(late.Token);
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested)
        {
            return [CheckCodes.Late(check.Area).Seen($"{AreaNames.Of(check.Area)} was not done after {context.Options.LongestCheck.TotalSeconds:0} s")];
        }
        catch (Exception fault)
        {
            return [CheckCodes.Failed(check.Area).Seen($"{AreaNames.Of(check.Area)} could not be looked at: {Told(fault)}")];
        }
    }

    // Only texts that are known to hold no secret are passed on.
    private static string Told(Exception fault) => fault is IOException or UnauthorizedAccessException or CommandFailure
        ? fault.Message
        : fault.GetType().Name;
}
