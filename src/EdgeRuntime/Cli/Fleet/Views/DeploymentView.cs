using System.Text.Json;
using EdgeActors.Fleet;
using EdgeActors.Fleet.Documents;
using EdgeActors.Fleet.Documents.Json;
using EdgeActors.Fleet.Stages;

namespace EdgeActors.Cli.Fleet.Views;

/// <summary>Deployments for people and programs.</summary>
internal static class DeploymentView
{
    /// <summary>What it is about, in a line: <c>mnist, digits (undeployed)</c>.</summary>
    public static string Models(DesiredDeployment deployment) => string.Join(
        ", ", deployment.Definitions.Select(one => one.State == "UNDEPLOY" ? $"{one.Handle} (undeployed)" : one.Handle));

    /// <summary>What holds for it as a whole, in a word or two.</summary>
    public static string Order(DesiredDeployment deployment) => deployment.Order switch
    {
        StandingOrder.Abort => "emergency stop",
        StandingOrder.RollBack => "rolled back",
        _ => "",
    };

    /// <summary>The members of an object about it.</summary>
    public static void WriteJson(Utf8JsonWriter json, DesiredDeployment deployment, IReadOnlyDictionary<string, StageTally>? devices = null)
    {
        json.WriteString("deployment", deployment.Name);
        json.WriteString("digest", deployment.Digest);
        json.WriteString("order", DocumentWords.Orders.Of(deployment.Order));
        json.WriteString("policy", deployment.FailureHandlingPolicy);
        json.WriteStartArray("models");
        foreach (ModelDefinition one in deployment.Definitions)
        {
            json.WriteStartObject();
            json.WriteString("handle", one.Handle);
            json.WriteString("state", one.State);
            json.WriteString("url", one.Url);
            json.WriteString("sha256", one.Sha256);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        StageView.WriteJson(json, deployment, devices);
    }
}
