using System.CommandLine;
using EdgeActors.Configuration.Catalogue;

namespace EdgeActors.Cli.Configuration;

/// <summary><c>edgeactors config schema</c>: a JSON schema of configuration files, for editors.</summary>
internal static class SchemaCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        VerbCommand schema = new(
            "schema",
            "Writes a JSON schema of configuration files. An editor that is shown it completes names, explains them and underlines what is wrong.",
            "edgeactors config schema");
        schema.SetAction(command => new CommandOutput(command.InvocationConfiguration.Output, command.InvocationConfiguration.Error, json: true)
            .Json(ParameterSchema.Write));
        return schema;
    }
}
