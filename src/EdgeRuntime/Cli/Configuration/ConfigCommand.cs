using System.CommandLine;
using System.Text.Json;
using EdgeActors.Configuration;
using EdgeActors.Configuration.Layers;
using EdgeActors.Wording;
using Spectre.Console;

namespace EdgeActors.Cli.Configuration;

/// <summary><c>edgeactors config</c>: what the agent would run with, and where each value is from.</summary>
internal static class ConfigCommand
{
    /// <summary>The command with its verbs.</summary>
    public static Command Create()
    {
        VerbCommand config = new(
            "config",
            "Shows every parameter, its value and where that is from, as 'edgeactors run' would read them with the same flags here. "
            + "Exit code 2 means that something is at fault.",
            "edgeactors config -c config.json",
            "edgeactors config --component --json",
            "edgeactors config convert config.json --to component",
            "edgeactors config schema");
        config.Options.Add(ParameterFlags.Config);
        foreach (Option flag in ParameterFlags.All)
        {
            config.Options.Add(flag);
        }

        config.Subcommands.Add(ConvertCommand.Create());
        config.Subcommands.Add(SchemaCommand.Create());
        config.SetAction(command =>
            Show(CommandOutput.Of(command), ParameterFlags.Reader(command, EnvironmentSource.OfThisProcess(), MemoryLimit.OfThisProcess()).Read()));
        return config;
    }

    private static int Show(CommandOutput output, ConfigurationReading reading)
    {
        if (output.IsJson)
        {
            output.Json(json => WriteJson(json, reading));
        }
        else
        {
            output.Line(reading.IsComponent ? "With the component's defaults and rules:" : "With the bare agent's defaults and rules:");
            output.Console.Write(Table(reading));
            foreach (string warning in reading.Warnings)
            {
                output.Line($"warning: {warning}");
            }

            if (reading.Faults.Count > 0)
            {
                output.Failure(CommandFailure.BadConfiguration, new ConfigurationException(reading.Faults).Message);
            }
        }

        return reading.Faults.Count == 0 ? ExitCode.Ok : ExitCode.BadUsage;
    }

    private static Table Table(ConfigurationReading reading)
    {
        Table table = new Table().Border(TableBorder.Simple).AddColumns("parameter", "value", "from");
        foreach (EffectiveValue value in reading.Values)
        {
            string from = value.Name is null ? value.Source : $"{value.Source}: {value.Name}";
            table.AddRow(Markup.Escape(value.Parameter.Names[0]), Markup.Escape(value.IsFaulty ? "(faulty)" : Plain(value.Shown)), Markup.Escape(from));
        }

        return table;
    }

    // Defaults in words mark names as code, for the documentation.
    private static string Plain(string shown) => Printable.Of(shown.Replace("`", "", StringComparison.Ordinal), int.MaxValue);

    private static void WriteJson(Utf8JsonWriter json, ConfigurationReading reading)
    {
        json.WriteBoolean("component", reading.IsComponent);
        json.WriteStartArray("parameters");
        foreach (EffectiveValue value in reading.Values)
        {
            json.WriteStartObject();
            json.WriteString("name", value.Parameter.Names[0]);
            json.WriteString("value", value.IsFaulty ? null : value.Shown);
            json.WriteString("source", value.Source);
            json.WriteString("givenAs", value.Name);
            json.WriteBoolean("faulty", value.IsFaulty);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("warnings");
        foreach (string warning in reading.Warnings)
        {
            json.WriteStringValue(warning);
        }

        json.WriteEndArray();
        json.WriteStartArray("faults");
        foreach (ConfigurationFault fault in reading.Faults)
        {
            json.WriteStartObject();
            json.WriteString("key", fault.Key);
            json.WriteString("value", fault.Value);
            json.WriteString("rule", fault.Rule);
            json.WriteString("fix", fault.Fix);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
