using EdgeActors.S3Double.Faults;
using EdgeActors.S3Double.Operations;

namespace EdgeActors.S3Double;

/// <summary>One line of the log; it is there when the request's head has come, its end is filled in later.</summary>
/// <param name="Number">1 for the first.</param>
/// <param name="At">When it came, by the server's clock.</param>
/// <param name="Operation">What it asks.</param>
/// <param name="Bucket">Its bucket.</param>
/// <param name="Key">Its key, decoded.</param>
/// <param name="Headers">By lower-case name.</param>
/// <param name="Fault">What the switches do to it; null for nothing.</param>
public sealed record S3Request(
    int Number, DateTimeOffset At, S3Operation Operation, string Bucket, string Key, IReadOnlyDictionary<string, string> Headers, S3Fault? Fault)
{
    private int _status;

    /// <summary>The status that was answered; 0 while there is none, -1 when it ended without.</summary>
    public int Status
    {
        get => Volatile.Read(ref _status);
        internal set => Volatile.Write(ref _status, value);
    }

    /// <summary>The S3 error code that was answered, empty for a success.</summary>
    public string ErrorCode { get; internal set; } = "";
}
