using System.Globalization;

namespace EdgeActors.Fleet.Stores;

/// <summary>Bounds on the calls of a document store.</summary>
internal sealed record StoreLimits
{
    /// <summary>How long one call may take, 1 s to 10 min; a list of many pages is several calls. Default 30 s.</summary>
    public TimeSpan CallTime { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Calls at the same time, those included that were left behind; more wait. 1 to 64, default 4.</summary>
    public int MostCalls { get; init; } = 4;

    /// <summary>Every fault; empty when all is well.</summary>
    public IEnumerable<string> Faults()
    {
        (TimeSpan least, TimeSpan most) = (TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10));
        if (CallTime < least || CallTime > most)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"{nameof(CallTime)} is {CallTime:c}; choose {least:c} to {most:c}");
        }

        if (MostCalls is < 1 or > 64)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"{nameof(MostCalls)} is {MostCalls}; choose 1 to 64");
        }
    }
}
