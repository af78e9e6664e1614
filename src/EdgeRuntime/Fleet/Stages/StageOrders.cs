using EdgeActors.Fleet.Documents;
using EdgeActors.Wording;

namespace EdgeActors.Fleet.Stages;

/// <summary>What operators tell the stages of a deployment. Pure.</summary>
internal static class StageOrders
{
    /// <summary>
    /// Starts a stage. Without a name the first that is not DEPLOYED, if it was never started; by name also one that was stopped or has failed, and
    /// one behind such: who names it knows. Never one behind a stage that is not started or at work, since devices would be left between them.
    /// </summary>
    /// <param name="deployment">The deployment.</param>
    /// <param name="name">The stage's name, or null.</param>
    /// <param name="selected">How many devices are in a stage.</param>
    /// <param name="now">The moment.</param>
    public static OrderAnswer Start(DesiredDeployment deployment, string? name, Func<DesiredStage, int> selected, DateTimeOffset now)
    {
        if (deployment.Order == StandingOrder.RollBack)
        {
            return OrderAnswer.No($"deployment \"{deployment.Name}\" is rolled back; deploy it again under another name");
        }

        DesiredStage? stage = name is null
            ? deployment.Stages.FirstOrDefault(one => one.State != StageState.Deployed)
            : deployment.Stages.FirstOrDefault(one => one.Name == name);
        if (stage is null)
        {
            return OrderAnswer.No(name is null
                ? $"all stages of \"{deployment.Name}\" are DEPLOYED; there is nothing to start"
                : UnknownStage(deployment, name));
        }

        if (Refusal(deployment, stage, isNamed: name is not null) is { } refusal)
        {
            return OrderAnswer.No(refusal);
        }

        DesiredStage started = stage with
        {
            State = StageState.InProgress,
            SelectedCount = selected(stage),
            Started = now,
            Ended = null,
            Reason = "",
        };
        return OrderAnswer.Yes(With(deployment, started) with { Order = StandingOrder.Run }, started);
    }

    /// <summary>Stops a stage: nobody begins any more, and who has begun goes on. Without a name the one that is at work.</summary>
    public static OrderAnswer Stop(DesiredDeployment deployment, string? name, DateTimeOffset now)
    {
        DesiredStage? stage = name is null
            ? deployment.Stages.FirstOrDefault(IsAtWork)
            : deployment.Stages.FirstOrDefault(one => one.Name == name);
        return stage switch
        {
            null when name is null => OrderAnswer.No($"no stage of \"{deployment.Name}\" is INPROGRESS; name one to stop it all the same"),
            null => OrderAnswer.No(UnknownStage(deployment, name)),
            { State: StageState.Stopping or StageState.Stopped } => OrderAnswer.Yes(deployment, stage),
            { State: StageState.ReadyToDeploy or StageState.Failed } =>
                OrderAnswer.No($"stage \"{stage.Name}\" of \"{deployment.Name}\" is {StateNames.Of(stage.State)}; there is nothing to stop"),
            _ => Stopping(deployment, stage, now),
        };
    }

    /// <summary>Undoes what is not committed, on all devices, at once: the emergency stop.</summary>
    public static OrderAnswer Abort(DesiredDeployment deployment, DateTimeOffset now) => deployment.Order == StandingOrder.RollBack
        ? OrderAnswer.No($"deployment \"{deployment.Name}\" is rolled back, which undoes more than an emergency stop")
        : OrderAnswer.Yes(Halted(deployment, StandingOrder.Abort, "an operator made an emergency stop", now), null);

    /// <summary>Takes all devices back to what they had before.</summary>
    public static OrderAnswer RollBack(DesiredDeployment deployment, DateTimeOffset now) =>
        OrderAnswer.Yes(Halted(deployment, StandingOrder.RollBack, "an operator rolled back", now), null);

    private static string? Refusal(DesiredDeployment deployment, DesiredStage stage, bool isNamed)
    {
        DesiredStage? before = deployment.Stages.TakeWhile(one => one.Name != stage.Name)
            .FirstOrDefault(one => one.State is StageState.ReadyToDeploy or StageState.InProgress or StageState.Stopping);
        return stage.State switch
        {
            StageState.InProgress => $"stage \"{stage.Name}\" of \"{deployment.Name}\" is INPROGRESS; wait for its end, or stop it",
            StageState.Stopping => $"stage \"{stage.Name}\" of \"{deployment.Name}\" is STOPPING; wait until it is STOPPED",
            StageState.Deployed => $"stage \"{stage.Name}\" of \"{deployment.Name}\" is DEPLOYED; there is nothing to start",
            StageState.Failed or StageState.Stopped when !isNamed =>
                $"stage \"{stage.Name}\" of \"{deployment.Name}\" is {StateNames.Of(stage.State)}{Because(stage)}; start it again, or the one after it, by its name, "
                + "or roll the deployment back",
            _ when before is not null =>
                $"stage \"{stage.Name}\" comes after \"{before.Name}\", which is {StateNames.Of(before.State)}; start stages in their order, each when the one before has ended",
            _ => null,
        };
    }

    private static OrderAnswer Stopping(DesiredDeployment deployment, DesiredStage stage, DateTimeOffset now)
    {
        DesiredStage stopping = stage with { State = StageState.Stopping, Ended = now, Reason = "an operator stopped it" };
        return OrderAnswer.Yes(With(deployment, stopping), stopping);
    }

    // Given twice, an order changes nothing the second time.
    private static DesiredDeployment Halted(DesiredDeployment deployment, StandingOrder order, string reason, DateTimeOffset now) =>
        deployment.Order == order && !deployment.Stages.Any(IsAtWork)
            ? deployment
            : deployment with
            {
                Order = order,
                Stages = [.. deployment.Stages.Select(stage => IsAtWork(stage) ? stage with { State = StageState.Stopped, Ended = now, Reason = reason } : stage)],
            };

    private static bool IsAtWork(DesiredStage stage) => stage.State is StageState.InProgress or StageState.Stopping;

    private static DesiredDeployment With(DesiredDeployment deployment, DesiredStage changed) =>
        deployment with { Stages = [.. deployment.Stages.Select(stage => stage.Name == changed.Name ? changed : stage)] };

    private static string Because(DesiredStage stage) => stage.Reason.Length == 0 ? "" : $" ({stage.Reason})";

    private static string UnknownStage(DesiredDeployment deployment, string name) =>
        $"\"{deployment.Name}\" has no stage \"{Printable.Of(name)}\"; it has {string.Join(", ", deployment.Stages.Select(stage => stage.Name))}";
}

/// <summary>What became of an order.</summary>
/// <param name="Deployment">The deployment as it should be; null when the order makes no sense now.</param>
/// <param name="Stage">The stage that it was about, if one.</param>
/// <param name="Refusal">Why it makes none; null when it does.</param>
internal sealed record OrderAnswer(DesiredDeployment? Deployment, DesiredStage? Stage, string? Refusal)
{
    /// <summary>It is to be done.</summary>
    public static OrderAnswer Yes(DesiredDeployment deployment, DesiredStage? stage) => new(deployment, stage, null);

    /// <summary>It is not, with what is wrong and what to do.</summary>
    public static OrderAnswer No(string refusal) => new(null, null, refusal);
}
