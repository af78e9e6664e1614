using EdgeActors.Configuration.Rules;

namespace EdgeActors.Configuration.Catalogue;

/// <summary>Models that the cloud sends.</summary>
internal static class DeploymentParameter
{
    private const string NoDeployment = "this agent does not fetch models yet";

    public static ParameterSection Section { get; } = new("Deployment");

    public static readonly Parameter<bool> Enable = Section.Add(new Parameter<bool>(Rule.Switch, "DeploymentEnable")
    {
        Default = false,
        Meaning = "Fetch models that the cloud deploys",
        Besides = "needs `DbEnable`",
        NoEffect = NoDeployment,
    });

    public static readonly Parameter<TimeSpan> PollInterval = Section.Add(new Parameter<TimeSpan>(
        Rule.Minutes(TimeSpan.FromMinutes(1), TimeSpan.FromDays(365)), "DeploymentPollInterval", "sagemaker_edge_model_deployment_poll_interval")
    {
        Default = TimeSpan.FromDays(1),
        Meaning = "Pause between two looks for new models",
        NoEffect = NoDeployment,
    });

    public static readonly Parameter<string> Library = Section.Add(new Parameter<string>(Rule.AnyText, "sagemaker_edge_deployment_lib_path")
    {
        Meaning = "The old agent's deployment library",
        NoEffect = NoDeployment,
    });
}
