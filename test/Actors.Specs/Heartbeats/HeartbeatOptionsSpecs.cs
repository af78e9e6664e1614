using EdgeActors.Heartbeats;

namespace EdgeActors.Specs.Heartbeats;

public sealed class HeartbeatOptionsSpecs
{
    private static readonly HeartbeatOptions Valid = new();

    public static TheoryData<string, HeartbeatOptions, HeartbeatOptions, HeartbeatOptions, HeartbeatOptions> Ranges() => new()
    {
        // name, just below, least, most, just above
        { nameof(Valid.Period), Valid with { Period = Seconds(4) }, Valid with { Period = Seconds(5) }, Valid with { Period = Seconds(86_400) }, Valid with { Period = Seconds(86_401) } },
        { nameof(Valid.Jitter), Valid with { Jitter = double.NaN }, Valid with { Jitter = 0 }, Valid with { Jitter = 0.5 }, Valid with { Jitter = 0.51 } },
        { nameof(Valid.FirstWithin), Valid with { FirstWithin = Seconds(-1) }, Valid with { FirstWithin = Seconds(0) }, Valid with { FirstWithin = Seconds(3600) }, Valid with { FirstWithin = Seconds(3601) } },
        { nameof(Valid.Kept), Valid with { Kept = 0 }, Valid with { Kept = 1 }, Valid with { Kept = 1000 }, Valid with { Kept = 1001 } },
        { nameof(Valid.KeptBytes), Valid with { KeptBytes = 4095 }, Valid with { KeptBytes = 4096 }, Valid with { KeptBytes = 262_144 }, Valid with { KeptBytes = 262_145 } },
        { nameof(Valid.SnapshotEvents), Valid with { SnapshotEvents = 0 }, Valid with { SnapshotEvents = 1 }, Valid with { SnapshotEvents = 1000 }, Valid with { SnapshotEvents = 1001 } },
        { nameof(Valid.ResultsKept), Valid with { ResultsKept = 0 }, Valid with { ResultsKept = 1 }, Valid with { ResultsKept = 256 }, Valid with { ResultsKept = 257 } },
        { nameof(Valid.WritePeriod), Valid with { WritePeriod = Seconds(9) }, Valid with { WritePeriod = Seconds(10) }, Valid with { WritePeriod = Seconds(86_400) }, Valid with { WritePeriod = Seconds(86_401) } },
        { nameof(Valid.MinBackoff), Valid with { MinBackoff = Seconds(0.9) }, Valid with { MinBackoff = Seconds(1) }, Valid with { MinBackoff = Seconds(600) }, Valid with { MinBackoff = Seconds(601) } },
        { nameof(Valid.MaxBackoff), Valid with { MaxBackoff = Seconds(9) }, Valid with { MaxBackoff = Seconds(10) }, Valid with { MaxBackoff = Seconds(86_400) }, Valid with { MaxBackoff = Seconds(86_401) } },
        { nameof(Valid.BacklogPause), Valid with { BacklogPause = Seconds(-1) }, Valid with { BacklogPause = Seconds(0) }, Valid with { BacklogPause = Seconds(600) }, Valid with { BacklogPause = Seconds(601) } },
        { nameof(Valid.CallTimeout), Valid with { CallTimeout = Seconds(0.9) }, Valid with { CallTimeout = Seconds(1) }, Valid with { CallTimeout = Seconds(3600) }, Valid with { CallTimeout = Seconds(3601) } },
        { nameof(Valid.MaxRefusals), Valid with { MaxRefusals = 0 }, Valid with { MaxRefusals = 1 }, Valid with { MaxRefusals = 100 }, Valid with { MaxRefusals = 101 } },
    };

    [Fact]
    public void Defaults_are_these()
    {
        Assert.Equal(
            "00:01:00 0.1 00:01:00 64 65536 100 32 00:10:00 00:00:10 00:15:00 00:00:02 00:02:00 5 False 0",
            FormattableString.Invariant($"{Valid.Period} {Valid.Jitter} {Valid.FirstWithin} {Valid.Kept} {Valid.KeptBytes} {Valid.SnapshotEvents} {Valid.ResultsKept} {Valid.WritePeriod} {Valid.MinBackoff} {Valid.MaxBackoff} {Valid.BacklogPause} {Valid.CallTimeout} {Valid.MaxRefusals} {Valid.Durable} {Valid.Seed}"));
        Assert.Empty(Valid.Faults());
    }

    [Theory]
    [MemberData(nameof(Ranges))]
    public void Each_limit_has_its_range(string name, HeartbeatOptions below, HeartbeatOptions least, HeartbeatOptions most, HeartbeatOptions above)
    {
        Assert.StartsWith(name + " is ", Assert.Single(below.Faults()), StringComparison.Ordinal);
        Assert.Empty(least.Faults());
        Assert.Empty(most.Faults());
        Assert.StartsWith(name + " is ", Assert.Single(above.Faults()), StringComparison.Ordinal);
    }

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);
}
