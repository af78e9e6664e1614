using EdgeActors.Configuration.Rules;
using EdgeActors.Deployment;
using EdgeActors.Models.Swap;
using EdgeActors.Models.Swap.Trial;

namespace EdgeActors.Configuration.Catalogue;

/// <summary>Models that the fleet deploys.</summary>
internal static class DeploymentParameter
{
    private const int Percent = 100;

    private static readonly DeploymentOptions Usual = new();
    private static readonly GateOptions Gate = new();
    private static readonly TrialOptions Trial = new();

    public static ParameterSection Section { get; } = new("Deployment");

    public static readonly Parameter<bool> Enable = Section.Add(new Parameter<bool>(Rule.Switch, "DeploymentEnable")
    {
        Default = false,
        Meaning = "Fetch, try and serve the models that the fleet deploys",
        Besides = "needs `DbEnable` and `edgeactors_fleet_url`",
    });

    public static readonly Parameter<TimeSpan> PollInterval = Section.Add(new Parameter<TimeSpan>(
        Rule.Minutes(TimeSpan.FromMinutes(1), TimeSpan.FromDays(365)), "DeploymentPollInterval", "sagemaker_edge_model_deployment_poll_interval")
    {
        Default = Usual.PollInterval,
        IsLive = true,
        Meaning = "Pause between two looks for new models; each is up to a tenth shorter or longer",
    });

    public static readonly Parameter<string> Library = Section.Add(new Parameter<string>(Rule.AnyText, "sagemaker_edge_deployment_lib_path")
    {
        Meaning = "The old agent's deployment library: with `edgeactors_fleet_url`, naming one means `DeploymentEnable`",
    });

    public static readonly Parameter<TimeSpan> CommitWindow = Section.Add(new Parameter<TimeSpan>(
        Rule.Seconds(TimeSpan.Zero, TimeSpan.FromDays(1)), "edgeactors_deployment_commit_window")
    {
        Default = Usual.CommitWindow,
        Meaning = "How long new models are watched under their clients before the former ones are let go; 0 for not at all",
    });

    public static readonly Parameter<int> MaxErrorRate = Section.Add(new Parameter<int>(
        Rule.Number(0, Percent, "percent"), "edgeactors_deployment_max_error_rate")
    {
        Default = (int)(Gate.MaxErrorRate * Percent),
        Meaning = "Share of predictions that may fail with a new model while it is watched",
        Besides = "where the former model failed more often, that much may",
    });

    public static readonly Parameter<int> MaxSlowdown = Section.Add(new Parameter<int>(
        Rule.Number(1, 1000, "times"), "edgeactors_deployment_max_slowdown")
    {
        Default = (int)Gate.MaxSlowdown,
        Meaning = "How many times as long as with the former model a prediction may take, in the trial and while it is watched",
    });

    public static readonly Parameter<int> TrialRuns = Section.Add(new Parameter<int>(Rule.Number(1, 1000), "edgeactors_deployment_trial_runs")
    {
        Default = Trial.Runs,
        Meaning = "Timed runs of a new model before clients see it",
    });
}
