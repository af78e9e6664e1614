namespace EdgeActors.Logging;

/// <summary>
/// What a message of the log means and what to do about it, for docs/events.md. Stands at every message that may be a warning or an error.
/// </summary>
/// <param name="text">One or two sentences.</param>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Field)]
public sealed class AdviceAttribute(string text) : Attribute
{
    /// <summary>The sentences.</summary>
    public string Text { get; } = text;
}
