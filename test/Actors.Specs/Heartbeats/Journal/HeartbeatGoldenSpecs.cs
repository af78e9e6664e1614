using EdgeActors.Fleet;
using EdgeActors.Heartbeats.Journal;
using EdgeActors.Specs.Records;

namespace EdgeActors.Specs.Heartbeats.Journal;

/// <summary>The bytes of every record as they lie in journals out there: a red spec here means that a device could not read its own journal.</summary>
public sealed class HeartbeatGoldenSpecs
{
    private static readonly DateTimeOffset Time = new(2026, 3, 1, 23, 59, 58, TimeSpan.Zero);

    private static readonly KeptHeartbeat Kept = new(7, new Heartbeat
    {
        Time = Time,
        AgentVersion = "1.4.0",
        AgentMetrics = [new Metric("CpuUsage", "dev", 12.5, Time), new Metric("Uptime", "other", 60, Time.AddSeconds(1))],
        Models =
        [
            new ModelHeartbeat("mnist", "1.0", Time.AddSeconds(-2), null, [new Metric("InferenceCount", "mnist", 3, Time)]),
            new ModelHeartbeat("empty", "2", null, Time, []),
        ],
    });

    private static readonly DeploymentResult Result =
        new("roll", false, "why", Time.AddSeconds(-9), Time, [new ModelResult("h", "net", "2", ModelPresence.Deploy, ModelPresence.Undeploy, false, "r", "f")])
        {
            Digest = "dd",
            RolledBack = true,
        };

    private static readonly RegistrationAnswered Answer = new(true, Time, TimeSpan.FromHours(1));

    private readonly GoldenJournal<IHeartbeatRecord> _journal = new(new HeartbeatJournalSerializer(null));

    public static TheoryData<string, IHeartbeatRecord, string> Records() => new()
    {
        { "how1", new OutboxWritten([Kept], [3, 300]),
            "0a950108071080a6bfa4eafd9def081a05312e342e3022036465762a130a0843707555736167651100000000000029402a1d0a06557074"
            + "696d65110000000000004e401a056f746865722080dac40932310a056d6e6973741203312e301880ccfa9aeafd9def082a190a0e496e66"
            + "6572656e6365436f756e7411000000000000084032140a05656d7074791201322080a6bfa4eafd9def08120303ac02" },
        { "hrr1", new ResultReported(Result),
            "0a3c0a0a0a04726f6c6c120264641a03776879208091caf9e9fd9def082880a6bfa4eafd9def0830013a130a016812036e65741a013220"
            + "013a0172420166" },
        { "hre1", new ResultEnded("roll", "dd", null), "0a04726f6c6c12026464" },
        { "hra1", Answer, "08011080a6bfa4eafd9def0818901c" },
        { "hss1", new HeartbeatState { Kept = [Kept], Results = [Result], Registration = Answer, LastNumber = 9 },
            "0a950108071080a6bfa4eafd9def081a05312e342e3022036465762a130a0843707555736167651100000000000029402a1d0a06557074"
            + "696d65110000000000004e401a056f746865722080dac40932310a056d6e6973741203312e301880ccfa9aeafd9def082a190a0e496e66"
            + "6572656e6365436f756e7411000000000000084032140a05656d7074791201322080a6bfa4eafd9def08123c0a0a0a04726f6c6c120264"
            + "641a03776879208091caf9e9fd9def082880a6bfa4eafd9def0830013a130a016812036e65741a013220013a01724201661a0f08011080"
            + "a6bfa4eafd9def0818901c2009" },
    };

    [Theory]
    [MemberData(nameof(Records))]
    public void Records_are_written_as_ever(string manifest, IHeartbeatRecord record, string golden) => _journal.MustWrite(manifest, record, golden);

    [Theory]
    [MemberData(nameof(Records))]
    public void Records_are_read_as_ever_and_fields_of_a_later_version_are_skipped(string manifest, IHeartbeatRecord record, string golden) =>
        _journal.MustRead(manifest, record, golden);

    [Theory]
    [MemberData(nameof(Records))]
    public void A_flipped_bit_makes_a_damaged_record_and_never_another_one(string manifest, IHeartbeatRecord record, string golden) =>
        _journal.MustNoticeEveryFlippedBit(manifest, record, golden);

    [Fact]
    public void Which_of_two_results_of_the_same_contents_has_ended_has_a_number_of_its_own()
    {
        const string Golden = "0a04726f6c6c120264641880a6bfa4eafd9def08";
        ResultEnded ended = new("roll", "dd", Time);

        _journal.MustWrite("hre1", ended, Golden);
        _journal.MustRead("hre1", ended, Golden);
    }

    [Fact]
    public void What_an_older_version_wrote_ends_every_result_of_the_contents()
    {
        HeartbeatState state = HeartbeatState.Empty.Apply(new ResultReported(Result));

        Assert.Single(state.Apply(new ResultEnded("roll", "dd", Time.AddSeconds(-1))).Results);
        Assert.Empty(state.Apply(new ResultEnded("roll", "dd", Time)).Results);
        Assert.Empty(state.Apply(new ResultEnded("roll", "dd", null)).Results);
    }

    [Fact]
    public void Every_record_has_its_golden_bytes() => GoldenJournal<IHeartbeatRecord>.MustBeWhole(Records().Count);

    [Fact]
    public void An_unknown_manifest_says_what_to_do() => _journal.MustRefuse("how2");

    [Fact]
    public void The_number_beside_the_bytes_is_for_ever() => Assert.Equal(1103, new HeartbeatJournalSerializer(null).Identifier);

    [Fact]
    public void Why_a_document_is_refused_has_a_number_of_its_own()
    {
        const string Golden = "0a2808081080a6bfa4eafd9def081a01313a1769742068656c6420756e74696c206e6f6f6e206f6e6c79";
        OutboxWritten written = new([new KeptHeartbeat(8, new Heartbeat { Time = Time, AgentVersion = "1", DesiredRefused = "it held until noon only" })], []);

        _journal.MustWrite("how1", written, Golden);
        _journal.MustRead("how1", written, Golden);
    }
}
