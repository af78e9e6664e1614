using EdgeActors.Cli.Fleet.Access;
using EdgeActors.Cli.Fleet.Views;
using EdgeActors.Fleet.Documents;
using EdgeActors.Fleet.Operating;
using EdgeActors.Fleet.Stages;

namespace EdgeActors.Cli.Fleet;

/// <summary>Stays with a roll-out until it has ended: looks at the results from time to time, and writes what becomes of the stages.</summary>
/// <param name="fleet">The fleet.</param>
/// <param name="writer">Writes.</param>
/// <param name="deployment">The deployment's name.</param>
/// <param name="every">How often to look.</param>
internal sealed class Watching(FleetSession fleet, DesiredWriter writer, string deployment, TimeSpan every)
{
    private string _told = "";

    /// <summary>Stays; gives the exit code.</summary>
    /// <param name="stage">The stage that was started.</param>
    /// <param name="goesOn">Whether those after it are to be started and waited for.</param>
    /// <param name="cancelled">Ends the stay.</param>
    public async Task<int> UntilEndAsync(string stage, bool goesOn, CancellationToken cancelled)
    {
        while (true)
        {
            RollOut rollOut = await fleet.RollOutAsync(deployment, withHeartbeats: false, cancelled);
            Edit edit = await writer.WriteAsync(document => rollOut.Advance(document, goesOn), cancelled);
            DesiredDeployment now = RollOut.Find(edit.Document, deployment);
            WatchEnd end = WatchEnd.Of(now, stage, goesOn);
            Tell(now, rollOut);
            if (!end.IsOver)
            {
                await Task.Delay(every, fleet.Time, cancelled);
                continue;
            }

            if (fleet.Output.IsJson)
            {
                fleet.Output.Json(json =>
                {
                    json.WriteBoolean("succeeded", end.Succeeded);
                    json.WriteString("end", end.Text);
                    json.WriteNumber("revision", edit.Document.Revision);
                    DeploymentView.WriteJson(json, now, rollOut.Tallies(now));
                });
            }
            else
            {
                fleet.Output.Line(end.Text);
            }

            return end.Succeeded ? ExitCode.Ok : ExitCode.Failed;
        }
    }

    // A line whenever something has changed, so that a log of hours stays short.
    private void Tell(DesiredDeployment now, RollOut rollOut)
    {
        string text = string.Join("; ", now.Stages.Where(stage => stage.State != StageState.ReadyToDeploy).Select(stage =>
        {
            StageTally devices = rollOut.Tallies(now)[stage.Name];
            return $"{stage.Name} {StateNames.Of(stage.State)}: {devices.Deployed} of {devices.Selected} deployed, {devices.Failed} failed";
        }));
        if (!fleet.Output.IsJson && text != _told)
        {
            fleet.Output.Line($"{fleet.Time.GetLocalNow():HH:mm:ss} {text}");
            _told = text;
        }
    }
}
