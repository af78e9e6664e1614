namespace EdgeActors.Wording;

/// <summary>What a task failed with, without the wrapping that it may have got on its way to an actor.</summary>
internal static class SingleCause
{
    /// <summary>The one cause, or all of them as they are.</summary>
    public static Exception Of(Exception cause) => cause is AggregateException { InnerExceptions: [var only] } ? only : cause;
}
