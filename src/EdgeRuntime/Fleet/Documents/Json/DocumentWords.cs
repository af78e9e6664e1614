namespace EdgeActors.Fleet.Documents.Json;

/// <summary>The words of a field that takes one of a few.</summary>
/// <typeparam name="T">What they mean.</typeparam>
internal sealed class DocumentWords<T>(params (string Word, T Value)[] words)
    where T : struct
{
    /// <summary>What a word means; null for one that is none of them.</summary>
    public T? Find(string word)
    {
        foreach ((string one, T value) in words)
        {
            if (one == word)
            {
                return value;
            }
        }

        return null;
    }

    /// <summary>The word for a value.</summary>
    public string Of(T value) => words.First(word => EqualityComparer<T>.Default.Equals(word.Value, value)).Word;

    /// <summary>For people: all of them.</summary>
    public override string ToString() => string.Join(", ", words.SkipLast(1).Select(word => word.Word)) + " or " + words[^1].Word;
}

/// <summary>All words of the documents.</summary>
internal static class DocumentWords
{
    public static DocumentWords<StageState> States { get; } = new(
        ("READYTODEPLOY", StageState.ReadyToDeploy),
        ("INPROGRESS", StageState.InProgress),
        ("DEPLOYED", StageState.Deployed),
        ("FAILED", StageState.Failed),
        ("STOPPING", StageState.Stopping),
        ("STOPPED", StageState.Stopped));

    public static DocumentWords<StandingOrder> Orders { get; } = new(
        ("run", StandingOrder.Run), ("abort", StandingOrder.Abort), ("rollback", StandingOrder.RollBack));

    public static DocumentWords<ModelPresence> Presences { get; } = new(
        ("DEPLOY", ModelPresence.Deploy), ("UNDEPLOY", ModelPresence.Undeploy));
}
