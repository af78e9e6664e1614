using EdgeActors.Configuration;
using EdgeActors.Doctor;
using EdgeActors.Doctor.Engines;
using EdgeActors.Specs.Storage;

namespace EdgeActors.Specs.Doctor;

public sealed class CheckupSpecs
{
    private static readonly Finding Fine = EngineCodes.Ok.Seen("fine");

    private readonly StorageClock _clock = new();

    [Fact]
    public async Task Findings_come_in_the_order_of_the_checks()
    {
        IReadOnlyList<Finding> findings = await RunAsync(
            Context(), new FakeCheck(Area.Engine, () => Task.FromResult(Fine)), new FakeCheck(Area.Clock, () => Task.FromResult(EngineCodes.Missing.Seen("x"))));

        Assert.Equal(["ENGINE-OK", "ENGINE-MISSING"], findings.Codes());
    }

    [Fact]
    public async Task Check_that_hangs_is_told_and_holds_nobody_up()
    {
        TaskCompletionSource<Finding> never = new();
        Task<IReadOnlyList<Finding>> findings = RunAsync(
            Context(), new FakeCheck(Area.Disk, () => never.Task), new FakeCheck(Area.Engine, () => Task.FromResult(Fine)));

        _clock.Pass(new DoctorOptions().LongestCheck);

        Assert.Equal(["CHECK-LATE", "ENGINE-OK"], (await findings).Codes());
        Assert.Equal("disk was not done after 20 s", (await findings)[0].Evidence);
    }

    [Fact]
    public async Task Check_that_fails_is_told_without_a_text_that_may_hold_a_secret()
    {
        IReadOnlyList<Finding> findings = await RunAsync(
            Context(),
            new FakeCheck(Area.Bucket, () => throw new InvalidOperationException("CANARYSECRET")),
            new FakeCheck(Area.Disk, () => throw new IOException("cannot look at /data")));

        Assert.Equal(["CHECK-FAILED", "CHECK-FAILED"], findings.Codes());
        Assert.Equal("bucket could not be looked at: InvalidOperationException", findings[0].Evidence);
        Assert.Equal("disk could not be looked at: cannot look at /data", findings[1].Evidence);
    }

    [Fact]
    public async Task With_faulty_settings_only_checks_run_that_need_none()
    {
        DoctorContext faulty = Context(new AskedSettings(null, [new ConfigurationFault("K", "v", "is wrong", "fix it")], [], null));

        IReadOnlyList<Finding> findings = await RunAsync(
            faulty,
            new FakeCheck(Area.Disk, () => Task.FromResult(Fine)),
            new FakeCheck(Area.Engine, () => Task.FromResult(Fine)) { NeedsSettings = false });

        Assert.Equal(["CHECK-SKIPPED", "ENGINE-OK"], findings.Codes());
    }

    [Fact]
    public async Task Only_chosen_areas_are_looked_at()
    {
        DoctorContext context = Context(options: new DoctorOptions { Only = [Area.Engine] });

        IReadOnlyList<Finding> findings = await RunAsync(
            context, new FakeCheck(Area.Disk, () => throw new IOException("not asked")), new FakeCheck(Area.Engine, () => Task.FromResult(Fine)));

        findings.Only(EngineCodes.Ok);
    }

    [Fact]
    public void Defaults_and_range_of_options_are_these()
    {
        DoctorOptions usual = new();

        Assert.Equal((TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(20), false), (usual.TimeBox, usual.LongestCheck, usual.WriteBucket));
        Assert.Empty(usual.Only);
        Assert.Equal((1, 60), (DoctorOptions.LeastSeconds, DoctorOptions.MostSeconds));
    }

    private static Task<IReadOnlyList<Finding>> RunAsync(DoctorContext context, params ICheck[] checks) => new Checkup(checks).RunAsync(context);

    private DoctorContext Context(AskedSettings? asked = null, DoctorOptions? options = null) => new(
        asked ?? new AskedSettings(new RunOptions { Socket = "/tmp/a.sock", MemoryBudget = 1 << 30 }, [], [], null), options ?? new DoctorOptions(), _ => null, _clock);

    private sealed class FakeCheck(Area area, Func<Task<Finding>> find) : ICheck
    {
        public Area Area => area;

        public bool NeedsSettings { get; init; } = true;

        public async Task<IReadOnlyList<Finding>> RunAsync(DoctorContext context, CancellationToken cancel) => [await find()];
    }
}
