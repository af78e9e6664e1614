using EdgeActors.Capture;
using EdgeActors.Capture.Journal;
using EdgeActors.Capture.Ledger;
using EdgeActors.Specs.Records;

namespace EdgeActors.Specs.Capture.Journal;

/// <summary>The bytes of every record as they lie in journals out there: a red spec here means that a device could not read its own journal.</summary>
public sealed class JournalGoldenSpecs
{
    private static readonly DateTimeOffset Time = new(2026, 3, 1, 23, 59, 58, TimeSpan.Zero);
    private static readonly CaptureKey Key = CaptureKey.Of("id-1");
    private static readonly CaptureKey Other = CaptureKey.Of("id-2");

    private static readonly CapturedData Capture = new(7, "id-1", "net", "1.0", Time.AddSeconds(-2), Time,
    [
        new CapturedItem(CaptureItemKind.OutputTensor, "y", "Tensor[UINT8; 3]", false, 3, new byte[] { 1, 2, 3 }),
        new CapturedItem(CaptureItemKind.AuxiliaryInput, "picture", "jpg", true, 5000, null),
    ]);

    private readonly GoldenJournal<ICaptureRecord> _journal = new(new CaptureJournalSerializer(null));

    public static TheoryData<string, ICaptureRecord, string> Records() => new()
    {
        { "ca1", new CaptureAccepted(Capture), "0a5d0807120469642d311a036e65742203312e302880ccfa9aeafd9def083080a6bfa4eafd9def083a1e08011201791a1054656e736f72"
                + "5b55494e54383b20335d280332030102033a1508021207706963747572651a036a70672001288827" },
        { "cs1", new CapturesAccepted([Capture, Capture with { Number = 8, Items = [] }]),
            "0a650a5d0807120469642d311a036e65742203312e302880ccfa9aeafd9def083080a6bfa4eafd9def083a1e08011201791a1054656e736f725b55494e54"
                + "383b20335d280332030102033a1508021207706963747572651a036a70672001288827fd7fc23729e10a2e0a260808120469642d311a036e65742203312e"
                + "302880ccfa9aeafd9def083080a6bfa4eafd9def08fd7f6679918a1002" },
        { "bf1", new BatchFormed(3, [7, 300]), "0803120307ac02" },
        { "bs1", new BatchSealed(3), "0803" },
        { "so1", new CapturesSplitOff(3, [new SplitOffCapture(new CaptureRef(7, Key), 4)]), "080312180a1408071210eb66c623572f8a2a5167ce017dee05411004" },
        { "sr1", new SuspectRefused(4), "0804" },
        { "st1", new BatchStored(3, [Key, Other]), "08031220eb66c623572f8a2a5167ce017dee0541d5d5b1c80e944e2340db7bc056e06497" },
        { "cf1", new CapturesFailed(4, [Key]), "08041210eb66c623572f8a2a5167ce017dee0541" },
        { "be1", new BatchEvicted(3, [Key]), "08031210eb66c623572f8a2a5167ce017dee0541" },
        { "cl1", new CapturesLost(3, [new CaptureRef(7, Key)]), "0803121408071210eb66c623572f8a2a5167ce017dee0541" },
        { "bm1", new BatchesMissing([3, 4], 20), "0a0203041014" },
        { "ba1", new BatchAdopted(3, [new CaptureRef(7, Key)], [8], 5000, Time), "0803121408071210eb66c623572f8a2a5167ce017dee05411a01082088272880a6bfa4eafd9def08" },
        {
            "ss1",
            new CaptureSnapshot(
                9, 6, [Capture],
                [new SnapshotBatch(4, 0, true, 2, [Capture], []), new SnapshotBatch(5, 3, true, 1, [], [new CaptureRef(7, Key)])],
                [new SealedRange(1, 3)], 30, [new FileExclusion(3, [7])],
                [new FinishedCapture(Key, CaptureStatus.Success), new FinishedCapture(Other, CaptureStatus.Failure)],
                new CaptureBooks(50, 10, 3, 2, 1)),
            "080910061a5d0807120469642d311a036e65742203312e302880ccfa9aeafd9def083080a6bfa4eafd9def083a1e08011201791a105465"
                + "6e736f725b55494e54383b20335d280332030102033a1508021207706963747572651a036a7067200128882722650804180120022a5d08"
                + "07120469642d311a036e65742203312e302880ccfa9aeafd9def083080a6bfa4eafd9def083a1e08011201791a1054656e736f725b5549"
                + "4e54383b20335d280332030102033a1508021207706963747572651a036a70672001288827221e0805100318012001321408071210eb66"
                + "c623572f8a2a5167ce017dee05412a0408011003301e3a0508031201074220eb66c623572f8a2a5167ce017dee0541d5d5b1c80e944e23"
                + "40db7bc056e064974a0201005032580a600368027001"
        },
    };

    [Theory]
    [MemberData(nameof(Records))]
    public void Records_are_written_as_ever(string manifest, ICaptureRecord record, string golden) => _journal.MustWrite(manifest, record, golden);

    [Theory]
    [MemberData(nameof(Records))]
    public void Records_are_read_as_ever_and_fields_of_a_later_version_are_skipped(string manifest, ICaptureRecord record, string golden) =>
        _journal.MustRead(manifest, record, golden);

    [Theory]
    [MemberData(nameof(Records))]
    public void A_flipped_bit_makes_a_damaged_record_and_never_another_one(string manifest, ICaptureRecord record, string golden) =>
        _journal.MustNoticeEveryFlippedBit(manifest, record, golden, mayRescue: true);

    [Fact]
    public void Every_record_has_its_golden_bytes() => GoldenJournal<ICaptureRecord>.MustBeWhole(Records().Count);

    [Fact]
    public void An_unknown_manifest_says_what_to_do() => _journal.MustRefuse("ca2");

    [Fact]
    public void The_number_beside_the_bytes_is_for_ever() => Assert.Equal(1101, new CaptureJournalSerializer(null).Identifier);

    [Fact]
    public void A_checksum_stands_behind_every_record() =>
        // The tag of field 2047, four bytes.
        Assert.StartsWith("0803fd7f", Convert.ToHexStringLower(new CaptureJournalSerializer(null).ToBinary(new BatchSealed(3))), StringComparison.Ordinal);

    [Fact]
    public void An_id_is_remembered_by_the_begin_of_its_hash() =>
        Assert.Equal(new CaptureKey(0xba7816bf8f01cfea, 0x414140de5dae2223), CaptureKey.Of("abc"));
}
