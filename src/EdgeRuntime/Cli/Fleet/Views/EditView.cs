using System.Text.Json;
using EdgeActors.Fleet.Documents;
using EdgeActors.Fleet.Operating;

namespace EdgeActors.Cli.Fleet.Views;

/// <summary>What a verb has written.</summary>
internal static class EditView
{
    /// <summary>The members of an object about it.</summary>
    public static void WriteJson(Utf8JsonWriter json, Edit edit, DesiredDeployment deployment)
    {
        json.WriteNumber("revision", edit.Document.Revision);
        json.WriteBoolean("written", edit.Written is not null);
        DeploymentView.WriteJson(json, deployment);
    }
}
