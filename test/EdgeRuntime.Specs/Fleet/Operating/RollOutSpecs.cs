using System.Collections.Immutable;
using EdgeActors.Fleet.Documents;
using EdgeActors.Fleet.Operating;
using EdgeActors.Fleet.Stages;
using static EdgeActors.Specs.Fleet.Stages.StageSamples;

namespace EdgeActors.Specs.Fleet.Operating;

public sealed class RollOutSpecs
{
    private static readonly DesiredStage Canary = Ready("canary", new DeviceSelection.Names(["d0", "d1"]));
    private static readonly DesiredStage Rest = Ready("rest");

    [Fact]
    public void Roll_out_of_a_good_version_goes_through_all_stages()
    {
        DesiredDocument document = Document(Canary, Rest);

        (document, string stage) = Looking(0, 0, 10).Start(document, null);
        Assert.Equal("canary", stage);
        document = Looking(1, 0, 9).Advance(document, goesOn: true);
        Assert.Equal(("INPROGRESS", "READYTODEPLOY"), States(document));
        document = Looking(2, 0, 8).Advance(document, goesOn: true);
        Assert.Equal(("DEPLOYED", "INPROGRESS"), States(document));
        Assert.Equal(8, Only(document).Stages[1].SelectedCount);
        document = Looking(10, 0, 0).Advance(document, goesOn: true);

        Assert.Equal(("DEPLOYED", "DEPLOYED"), States(document));
        Assert.Equal((true, true), Ended(document, "canary", all: true));
    }

    [Fact]
    public void Roll_out_of_a_bad_version_stops_by_its_threshold()
    {
        DesiredStage careful = Canary with { ErrorThreshold = new ErrorThreshold(1, null) };
        (DesiredDocument document, _) = Looking(0, 0, 10).Start(Document(careful, Rest), null);

        document = Looking(0, 1, 9).Advance(document, goesOn: true);

        Assert.Equal(("FAILED", "READYTODEPLOY"), States(document));
        Assert.Equal((true, false), Ended(document, "canary", all: true));
        Assert.Same(document, Looking(0, 1, 9).Advance(document, goesOn: true));
        OperatorException again = Assert.Throws<OperatorException>(() => Looking(0, 1, 9).Start(document, "canary"));
        Assert.Contains("would fail at once", again.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_being_asked_to_go_on_it_does_not()
    {
        (DesiredDocument document, _) = Looking(0, 0, 10).Start(Document(Canary, Rest), null);

        document = Looking(2, 0, 8).Advance(document, goesOn: false);

        Assert.Equal(("DEPLOYED", "READYTODEPLOY"), States(document));
        Assert.Equal((true, true), Ended(document, "canary", all: false));
        Assert.Equal((false, false), Ended(document, "canary", all: true));
    }

    [Fact]
    public void Next_stage_starts_on_what_devices_reported_though_nobody_watched_the_one_before()
    {
        (DesiredDocument document, _) = Looking(0, 0, 10).Start(Document(Canary, Rest), null);

        (document, string stage) = Looking(2, 0, 8).Start(document, null);

        Assert.Equal(("rest", ("DEPLOYED", "INPROGRESS")), (stage, States(document)));
    }

    [Fact]
    public void Emergency_stop_and_rollback_look_at_no_device()
    {
        (DesiredDocument document, _) = Looking(0, 0, 10).Start(Document(Canary, Rest), null);
        RollOut blind = Looking(0, 0, 0);

        Assert.Equal((StandingOrder.Abort, ("STOPPED", "READYTODEPLOY")), (Only(blind.Abort(document)).Order, States(blind.Abort(document))));
        Assert.Equal((StandingOrder.RollBack, ("STOPPED", "READYTODEPLOY")), (Only(blind.RollBack(document)).Order, States(blind.RollBack(document))));
        Assert.Equal((true, false), Ended(blind.Abort(document), "canary", all: false));
    }

    [Fact]
    public void Stage_that_nobody_was_heard_of_stops_at_once()
    {
        (DesiredDocument document, _) = Looking(0, 0, 10).Start(Document(Canary, Rest), null);

        Assert.Equal("STOPPED", States(Looking(1, 0, 9).Stop(document, null)).First);
        Assert.Equal("STOPPING", States(Looking(1, 0, 9, heard: Later).Stop(document, null)).First);
    }

    [Fact]
    public void Stage_that_ended_before_it_could_be_stopped_is_written_down_as_that()
    {
        (DesiredDocument document, _) = Looking(0, 0, 10).Start(Document(Canary, Rest), null);

        DesiredDocument ended = Looking(2, 0, 8).Stop(document, null);

        Assert.Equal("DEPLOYED", States(ended).First);
        Assert.Throws<OperatorException>(() => Looking(2, 0, 8).Stop(ended, null));
    }

    [Fact]
    public void Unknown_deployment_is_told_with_those_that_there_are()
    {
        OperatorException unknown = Assert.Throws<OperatorException>(() => RollOut.Find(Document(Canary), "mnist-1"));

        Assert.Contains("there is no deployment \"mnist-1\" in fleet \"plant\"; it has mnist-2", unknown.Message, StringComparison.Ordinal);
    }

    private static RollOut Looking(int succeeded, int failed, int open, DateTimeOffset? heard = null) =>
        new("mnist-2", Devices(succeeded, failed, open, heard), new StageOptions(), Later);

    private static DesiredDocument Document(params DesiredStage[] stages) =>
        new() { Fleet = "plant", Revision = 1, Written = Begin, Deployments = [Wanted(stages)] };

    private static DesiredDeployment Only(DesiredDocument document) => document.Deployments.Single();

    private static (string First, string Second) States(DesiredDocument document)
    {
        ImmutableArray<DesiredStage> stages = Only(document).Stages;
        return (StateNames.Of(stages[0].State), StateNames.Of(stages[1].State));
    }

    private static (bool IsOver, bool Succeeded) Ended(DesiredDocument document, string stage, bool all)
    {
        WatchEnd end = WatchEnd.Of(Only(document), stage, all);
        Assert.Equal(end.IsOver, end.Text.Length > 0);
        return (end.IsOver, end.Succeeded);
    }
}
