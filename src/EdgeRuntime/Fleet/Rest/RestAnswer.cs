namespace EdgeActors.Fleet.Rest;

/// <summary>What the service answered.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="ErrorType">Name of the error, without what may stand around it; empty when it named none.</param>
/// <param name="Date">The service's time; null when it told none.</param>
/// <param name="Body">The message.</param>
internal sealed record RestAnswer(int Status, string ErrorType, DateTimeOffset? Date, ReadOnlyMemory<byte> Body)
{
    /// <summary>Whether it did what it was asked.</summary>
    public bool IsOk => Status == 200;
}
