namespace EdgeActors.Engines.Dlr.Interop;

/// <summary>A call of libdlr has failed.</summary>
/// <param name="function">Which.</param>
/// <param name="reason">What libdlr says of this very failure; null when it says nothing.</param>
internal sealed class DlrException(DlrFunction function, string? reason)
    : Exception(reason is null ? $"{function} failed and libdlr gives no reason" : $"{function} failed: {reason}")
{
    /// <summary>The call.</summary>
    public DlrFunction Function { get; } = function;

    /// <summary>Whether libdlr says why.</summary>
    public bool HasReason => reason is not null;

    /// <summary>libdlr's own words, for a sentence of ours.</summary>
    public string Reason => reason ?? "libdlr gives no reason";
}
