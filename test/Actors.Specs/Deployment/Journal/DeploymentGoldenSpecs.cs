using EdgeActors.Deployment;
using EdgeActors.Deployment.Checking;
using EdgeActors.Deployment.Journal;
using EdgeActors.Deployment.Ledger;
using EdgeActors.Fleet;
using EdgeActors.Specs.Records;

namespace EdgeActors.Specs.Deployment.Journal;

/// <summary>The bytes of every record as they lie in journals out there: a red spec here means that a device could not read its own journal.</summary>
public sealed class DeploymentGoldenSpecs
{
    private static readonly DateTimeOffset Time = new(2026, 3, 1, 23, 59, 58, TimeSpan.Zero);
    private static readonly DeploymentSource Source = new("roll-out", "d1");
    private static readonly StoredPackage Named = new("/m/1", "aa", "net", "1.0");
    private static readonly StoredPackage Bare = new("/m/2", "bb", null, null);

    private static readonly DeploymentBegan Began = new(
        Source, RollsBack: true, Time, [new WantedModel("m", new PackageRequest("m", "packages/m", "a1", "b2")), new WantedModel("n", null, "kept")]);

    private static readonly DeploymentResult Result = new(
        "roll-out",
        Succeeded: false,
        "no",
        Time,
        Time.AddSeconds(1),
        [new ModelResult("m", "net", "1.0", ModelPresence.Deploy, ModelPresence.Undeploy, Succeeded: false, "why", "worse")])
    {
        Digest = "d1",
        RolledBack = true,
    };

    private readonly GoldenJournal<IDeploymentRecord> _journal = new(new DeploymentJournalSerializer(null));

    public static TheoryData<string, IDeploymentRecord, string> Records() => new()
    {
        { "dds1", new DesiredSeen(7, ["a", "b"]), "0807120161120162" },
        { "ddb1", Began, "0a0e0a08726f6c6c2d6f75741202643110011880a6bfa4eafd9def0822190a016d10011a0a7061636b616765732f6d220261312a026232"
                + "22090a016e32046b657074" },
        { "dpf1", new PackagesFetched([new HandlePackage("m", Named), new HandlePackage("n", null)]), "0a190a016d12140a042f6d2f31120261611a036e65742203312e300a030a016e" },
        { "dpb1", new PublishBegan(), "" },
        { "dri1", new RunInterrupted(), "" },
        { "ddc1", new DeploymentCommitted(Result, [new HandlePackage("m", Bare)]), "0a470a0e0a08726f6c6c2d6f7574120264311a026e6f2080a6bfa4eafd9def082880d3a1a9eafd9def0830013a1b0a016d12036e65741a"
                + "03312e3020013a037768794205776f727365120f0a016d120a0a042f6d2f3212026262" },
        { "dde1", new DeploymentEnded(Result, DeploymentEnd.Stopped), "0a470a0e0a08726f6c6c2d6f7574120264311a026e6f2080a6bfa4eafd9def082880d3a1a9eafd9def0830013a1b0a016d12036e65741a"
                + "03312e3020013a037768794205776f7273651002" },
        { "dtb1", new DeploymentTakenBack(Result, ["m"]), "0a470a0e0a08726f6c6c2d6f7574120264311a026e6f2080a6bfa4eafd9def082880d3a1a9eafd9def0830013a1b0a016d12036e65741a"
                + "03312e3020013a037768794205776f72736512016d" },
        { "dmd1", new ModelDamaged("m"), "0a016d" },
        { "drh1", new ReportHandedOver(Source), "0a0e0a08726f6c6c2d6f757412026431" },
        {
            "dss1",
            new DeploymentState
            {
                Revision = 9,
                Models = DeploymentState.Empty.Models
                    .Add("m", new InstalledModel(new Installation(Named, Source), new Installation(null, Source)))
                    .Add("n", new InstalledModel(new Installation(null, Source), null)),
                Active = new ActiveDeployment(Began, RunPhase.Published, [new HandlePackage("m", Bare)], 2),
                Outcomes = [new KnownOutcome(Source, DeploymentEnd.TakenBack)],
                Unreported = [Result],
            },
            "0809123d0a016d12260a140a042f6d2f31120261611a036e65742203312e30120e0a08726f6c6c2d6f7574120264311a10120e0a08726f"
                + "6c6c2d6f75741202643112150a016e1210120e0a08726f6c6c2d6f7574120264311a590a420a0e0a08726f6c6c2d6f7574120264311001"
                + "1880a6bfa4eafd9def0822190a016d10011a0a7061636b616765732f6d220261312a02623222090a016e32046b65707410021a0f0a016d"
                + "120a0a042f6d2f3212026262200222120a0e0a08726f6c6c2d6f75741202643110032a470a0e0a08726f6c6c2d6f7574120264311a026e"
                + "6f2080a6bfa4eafd9def082880d3a1a9eafd9def0830013a1b0a016d12036e65741a03312e3020013a037768794205776f727365"
        },
    };

    [Theory]
    [MemberData(nameof(Records))]
    public void Records_are_written_as_ever(string manifest, IDeploymentRecord record, string golden) => _journal.MustWrite(manifest, record, golden);

    [Theory]
    [MemberData(nameof(Records))]
    public void Records_are_read_as_ever_and_fields_of_a_later_version_are_skipped(string manifest, IDeploymentRecord record, string golden) =>
        _journal.MustRead(manifest, record, golden);

    [Theory]
    [MemberData(nameof(Records))]
    public void A_flipped_bit_makes_a_damaged_record_and_never_another_one(string manifest, IDeploymentRecord record, string golden) =>
        _journal.MustNoticeEveryFlippedBit(manifest, record, golden);

    [Fact]
    public void That_a_result_was_stopped_has_a_number_of_its_own()
    {
        const string Golden = "0a490a0e0a08726f6c6c2d6f7574120264311a026e6f2080a6bfa4eafd9def082880d3a1a9eafd9def0830013a1b0a016d12036e65741a"
            + "03312e3020013a037768794205776f72736540011002";
        DeploymentEnded ended = new(Result with { Stopped = true }, DeploymentEnd.Stopped);

        _journal.MustWrite("dde1", ended, Golden);
        _journal.MustRead("dde1", ended, Golden);
    }

    [Fact]
    public void Every_record_has_its_golden_bytes() => GoldenJournal<IDeploymentRecord>.MustBeWhole(Records().Count);

    [Fact]
    public void An_unknown_manifest_says_what_to_do() => _journal.MustRefuse("ddx9");

    [Fact]
    public void The_number_beside_the_bytes_is_for_ever() => Assert.Equal(1102, new DeploymentJournalSerializer(null).Identifier);
}
