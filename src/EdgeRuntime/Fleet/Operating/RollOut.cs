using System.Collections.Immutable;
using EdgeActors.Fleet.Documents;
using EdgeActors.Fleet.Stages;
using EdgeActors.Wording;

namespace EdgeActors.Fleet.Operating;

/// <summary>
/// What operators' verbs make of <c>desired.json</c>. Pure. Most first move the stages of their deployment on by what devices have reported, so that they
/// decide on what is, not on what somebody wrote last; an emergency stop and a rollback look at nothing.
/// </summary>
/// <param name="deployment">The deployment's name.</param>
/// <param name="devices">What is known of all registered devices about it.</param>
/// <param name="options">Limits of stage control.</param>
/// <param name="now">The moment.</param>
internal sealed class RollOut(string deployment, ImmutableArray<StageDevice> devices, StageOptions options, DateTimeOffset now)
{
    /// <summary>Starts a stage; tells which.</summary>
    /// <exception cref="OperatorException">It cannot be started now.</exception>
    public (DesiredDocument Document, string Stage) Start(DesiredDocument document, string? stage)
    {
        string name = "";
        DesiredDocument changed = Change(document, one =>
        {
            OrderAnswer answer = StageOrders.Start(one, stage, selected => Tallies(one)[selected.Name].Selected, now);
            DesiredDeployment started = Moved(Checked(answer));
            DesiredStage at = started.Stages.First(same => same.Name == answer.Stage!.Name);
            name = at.Name;
            return at.State == StageState.Failed
                ? throw new OperatorException(
                    $"stage \"{at.Name}\" would fail at once: {at.Reason}. Devices do not try again what failed on them: deploy a repaired package under another name")
                : started;
        });
        return (changed, name);
    }

    /// <summary>Stops a stage; one that has ended by itself meanwhile is written down as that.</summary>
    /// <exception cref="OperatorException">There is nothing to stop.</exception>
    public DesiredDocument Stop(DesiredDocument document, string? stage) => Replace(document, one =>
    {
        DesiredDeployment moved = Moved(one);
        OrderAnswer answer = StageOrders.Stop(moved, stage, now);
        return answer.Refusal is not null && !ReferenceEquals(moved, one) ? moved : Moved(Checked(answer));
    });

    /// <summary>Makes an emergency stop.</summary>
    /// <exception cref="OperatorException">It cannot be made now.</exception>
    public DesiredDocument Abort(DesiredDocument document) => Replace(document, one => Checked(StageOrders.Abort(one, now)));

    /// <summary>Takes all devices back.</summary>
    /// <exception cref="OperatorException">There is no such deployment.</exception>
    public DesiredDocument RollBack(DesiredDocument document) => Replace(document, one => Checked(StageOrders.RollBack(one, now)));

    /// <summary>Moves the stages on, and starts the next one when one became DEPLOYED and <paramref name="goesOn"/>.</summary>
    /// <exception cref="OperatorException">There is no such deployment.</exception>
    public DesiredDocument Advance(DesiredDocument document, bool goesOn) => Change(document, one =>
        goesOn && one.Order == StandingOrder.Run && NextOf(one) is { } next
            ? StageOrders.Start(one, next.Name, selected => Tallies(one)[selected.Name].Selected, now).Deployment ?? one
            : one);

    /// <summary>The devices of each stage, by its name.</summary>
    public ImmutableDictionary<string, StageTally> Tallies(DesiredDeployment one) => StageTally.OfAll(one, devices);

    /// <summary>The deployment of a name.</summary>
    /// <exception cref="OperatorException">There is none.</exception>
    public static DesiredDeployment Find(DesiredDocument document, string name) =>
        document.Deployments.FirstOrDefault(one => one.Name == name) ?? throw new OperatorException(
            $"there is no deployment \"{Printable.Of(name)}\" in fleet \"{document.Fleet}\"; "
            + (document.Deployments.IsEmpty ? "it has none" : $"it has {string.Join(", ", document.Deployments.Select(one => one.Name))}"));

    private DesiredDocument Change(DesiredDocument document, Func<DesiredDeployment, DesiredDeployment> change) =>
        Replace(document, one => change(Moved(one)));

    private DesiredDocument Replace(DesiredDocument document, Func<DesiredDeployment, DesiredDeployment> change)
    {
        DesiredDeployment before = Find(document, deployment);
        DesiredDeployment after = change(before);
        return ReferenceEquals(before, after) ? document : document with { Deployments = document.Deployments.Replace(before, after) };
    }

    /// <summary>The deployment after a look at its devices.</summary>
    public DesiredDeployment Moved(DesiredDeployment one) => StageControl.Next(one, Tallies(one), options, now);

    private static DesiredStage? NextOf(DesiredDeployment one) =>
        one.Stages.FirstOrDefault(stage => stage.State != StageState.Deployed) is { State: StageState.ReadyToDeploy } next ? next : null;

    private static DesiredDeployment Checked(OrderAnswer answer) => answer.Deployment ?? throw new OperatorException(answer.Refusal!);
}
