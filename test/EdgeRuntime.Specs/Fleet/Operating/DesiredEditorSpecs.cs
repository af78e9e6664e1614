using EdgeActors.Fleet.Documents;
using EdgeActors.Fleet.Documents.Json;
using EdgeActors.Fleet.Operating;
using EdgeActors.Specs.Fleet.Stages;

namespace EdgeActors.Specs.Fleet.Operating;

public sealed class DesiredEditorSpecs
{
    private static readonly FleetTree Tree = new("plant");
    private readonly MemoryTree _store = new();
    private readonly List<long> _met = [];

    [Fact]
    public async Task First_write_is_revision_one_and_each_write_one_more()
    {
        Edit first = await ApplyAsync(Adding("a"));
        Edit second = await ApplyAsync(Adding("b"));

        Assert.Equal((1, 2), (first.Document.Revision, second.Document.Revision));
        Assert.Equal(["a", "b"], Current().Deployments.Select(one => one.Name));
        Assert.Equal((1, "ops@desk"), (second.Attempts, Current().WrittenBy));
    }

    [Fact]
    public async Task Change_is_made_again_on_what_another_operator_wrote()
    {
        await ApplyAsync(Adding("a"));
        bool isFirst = true;
        _store.BeforeWrite = _ =>
        {
            if (isFirst)
            {
                isFirst = false;
                Write(Adding("theirs")(Current()) with { Revision = 2 });
            }
        };

        Edit edit = await ApplyAsync(Adding("ours"));

        Assert.Equal((3, 2), (edit.Document.Revision, edit.Attempts));
        Assert.Equal(["a", "theirs", "ours"], Current().Deployments.Select(one => one.Name));
        Assert.Equal([2], _met);
    }

    [Fact]
    public async Task First_document_of_another_operator_is_not_overwritten_either()
    {
        bool isFirst = true;
        _store.BeforeWrite = _ =>
        {
            if (isFirst)
            {
                isFirst = false;
                Write(new DesiredDocument { Fleet = "plant", Revision = 1, Written = StageSamples.Begin, Deployments = [Deployment("theirs")] });
            }
        };

        await ApplyAsync(Adding("ours"));

        Assert.Equal(["theirs", "ours"], Current().Deployments.Select(one => one.Name));
    }

    [Fact]
    public async Task Nothing_is_written_when_nothing_changes()
    {
        await ApplyAsync(Adding("a"));

        Edit edit = await ApplyAsync(document => document);

        Assert.Null(edit.Written);
        Assert.Equal((1, 1), (_store.Writes, edit.Document.Revision));
    }

    [Fact]
    public async Task Writer_gives_up_after_so_many_others_and_says_that_nothing_changed()
    {
        _store.BeforeWrite = key => _store[key] = DesiredJson.Write(
            new DesiredDocument { Fleet = "plant", Revision = _store.Keys.Any() ? Current().Revision + 1 : 1, Written = StageSamples.Begin });

        OperatorException given = await Assert.ThrowsAsync<OperatorException>(() => ApplyAsync(Adding("ours")));

        Assert.Contains("was changed by others 5 times in a row", given.Message, StringComparison.Ordinal);
        Assert.Equal(0, _store.Writes);
    }

    [Fact]
    public async Task Lost_answer_of_a_write_that_took_place_is_no_failure()
    {
        _store.LosesNextAnswer = true;

        Edit edit = await ApplyAsync(Adding("a"));

        Assert.Equal((1, 1), (edit.Document.Revision, _store.Writes));
    }

    [Fact]
    public async Task Write_that_did_not_take_place_is_one()
    {
        _store.FailsNextWrite = true;

        await Assert.ThrowsAsync<DocumentStoreException>(() => ApplyAsync(Adding("a")));

        Assert.Equal(0, _store.Writes);
    }

    [Fact]
    public async Task Change_that_makes_no_sense_writes_nothing()
    {
        await Assert.ThrowsAsync<OperatorException>(() => ApplyAsync(_ => throw new OperatorException("no")));

        Assert.Empty(_store.Keys);
    }

    [Fact]
    public async Task What_devices_would_refuse_is_not_written()
    {
        OperatorException refused = await Assert.ThrowsAsync<OperatorException>(
            () => ApplyAsync(document => document with { Deployments = [Deployment("a"), Deployment("a")] }));

        Assert.Contains("$.deployments[1].name", refused.Message, StringComparison.Ordinal);
        Assert.Empty(_store.Keys);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("""{ "format": "edgeactors-fleet/2" }""")]
    [InlineData("""{ "format": "edgeactors-fleet/1", "fleet": "other", "revision": 1, "written": "2026-11-28T12:00:00Z", "deployments": [] }""")]
    public async Task Document_that_cannot_be_read_or_is_of_another_fleet_is_left_alone(string text)
    {
        _store[Tree.DesiredKey] = System.Text.Encoding.UTF8.GetBytes(text);

        await Assert.ThrowsAsync<OperatorException>(() => ApplyAsync(Adding("a")));

        Assert.Equal(text, System.Text.Encoding.UTF8.GetString(_store[Tree.DesiredKey]));
    }

    [Fact]
    public async Task Document_that_is_good_for_a_while_is_so_again_with_each_write()
    {
        Edit first = await ApplyAsync(Adding("a"), new EditOptions { ValidFor = TimeSpan.FromDays(2) });
        Edit second = await ApplyAsync(Adding("b"));
        Edit third = await ApplyAsync(Adding("c"), new EditOptions { ValidFor = TimeSpan.FromDays(1) });

        Assert.Equal(TimeSpan.FromDays(2), first.Document.Expires - first.Document.Written);
        Assert.Equal(TimeSpan.FromDays(2), second.Document.Expires - second.Document.Written);
        Assert.Equal(TimeSpan.FromDays(1), third.Document.Expires - third.Document.Written);
    }

    [Fact]
    public void Limits_are_checked()
    {
        EditOptions usual = new();

        Assert.Equal(
            (100, TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(10), null, false),
            (usual.MostAttempts, usual.LongestPause, usual.SealPatience, usual.ValidFor, usual.AcceptUnsigned));
        Assert.Empty(usual.Faults());
        EditOptions wrong = new()
        {
            MostAttempts = 0,
            LongestPause = TimeSpan.FromSeconds(11),
            SealPatience = TimeSpan.FromMinutes(11),
            ValidFor = TimeSpan.FromMinutes(59),
        };
        Assert.Equal(4, wrong.Faults().Count());
    }

    private Task<Edit> ApplyAsync(Func<DesiredDocument, DesiredDocument> change, EditOptions? options = null)
    {
        EditOptions quick = (options ?? new EditOptions()) with { MostAttempts = 5, LongestPause = TimeSpan.Zero, Operator = "ops@desk" };
        return new DesiredEditor(_store, Tree, quick, TimeProvider.System, new Random(1)).ApplyAsync(change, other => _met.Add(other.Revision), default);
    }

    private DesiredDocument Current() => DesiredJson.Read(_store[Tree.DesiredKey]);

    private void Write(DesiredDocument document) => _store[Tree.DesiredKey] = DesiredJson.Write(document);

    private static Func<DesiredDocument, DesiredDocument> Adding(string name) =>
        document => document with { Deployments = document.Deployments.Add(Deployment(name)) };

    private static DesiredDeployment Deployment(string name) => StageSamples.Wanted(StageSamples.Ready("all")) with { Name = name };
}
