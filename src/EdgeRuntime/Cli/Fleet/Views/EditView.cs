using System.Text.Json;
using EdgeActors.Fleet.Documents;
using EdgeActors.Fleet.Operating;

namespace EdgeActors.Cli.Fleet.Views;

/// <summary>What a verb has written.</summary>
internal static class EditView
{
    /// <summary>Shows it: to programs all of it, to people a line.</summary>
    /// <param name="output">For people and programs.</param>
    /// <param name="edit">What was written.</param>
    /// <param name="name">Name of the deployment that it was about.</param>
    /// <param name="line">The line.</param>
    public static void Show(CommandOutput output, Edit edit, string name, Func<DesiredDeployment, string> line)
    {
        DesiredDeployment deployment = RollOut.Find(edit.Document, name);
        if (output.IsJson)
        {
            output.Json(json => WriteJson(json, edit, deployment));
        }
        else
        {
            output.Line(line(deployment));
        }
    }

    /// <summary>The members of an object about it.</summary>
    public static void WriteJson(Utf8JsonWriter json, Edit edit, DesiredDeployment deployment)
    {
        json.WriteNumber("revision", edit.Document.Revision);
        json.WriteBoolean("written", edit.Written is not null);
        DeploymentView.WriteJson(json, deployment);
    }
}
