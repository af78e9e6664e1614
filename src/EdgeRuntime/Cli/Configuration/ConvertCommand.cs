using System.CommandLine;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using EdgeActors.Configuration.Conversion;
using EdgeActors.Configuration.Layers;
using EdgeActors.Storage.Files;

namespace EdgeActors.Cli.Configuration;

/// <summary><c>edgeactors config convert</c>: from the component's form to the old agent's or back.</summary>
internal static class ConvertCommand
{
    private const string Component = "component";
    private const string Agent = "agent";

    private static readonly Argument<string> Input = new("FILE") { Description = "The configuration to convert." };

    private static readonly Option<string> To = new Option<string>("--to")
    {
        HelpName = "FORM",
        Description = "component: the parameters of a Greengrass component; agent: the keys of the old agent.",
        Required = true,
    }.AcceptOnlyFromAmong(Component, Agent);

    private static readonly Option<string?> Output = new("--output", "-o")
    {
        HelpName = "FILE",
        Description = "Where to write it. Default: standard output.",
    };

    /// <summary>The command.</summary>
    public static Command Create()
    {
        VerbCommand convert = new(
            "convert",
            "Writes a configuration in the other form, with the same meaning, and says on standard error what has no counterpart.",
            "edgeactors config convert config.json --to component",
            "edgeactors config convert merge-update.json --to agent -o config.json");
        convert.Arguments.Add(Input);
        convert.Options.Add(To);
        convert.Options.Add(Output);
        convert.SetAction((command, _) => RunAsync(command));
        return convert;
    }

    private static async Task<int> RunAsync(ParseResult command)
    {
        SourceReading file = new FileSource(command.GetRequiredValue(Input)).Read();
        FormConversionResult conversion = new FormConversion(command.GetRequiredValue(To) == Component).Convert(file);
        CommandOutput output = CommandOutput.Of(command);
        if (command.GetValue(Output) is { } path)
        {
            await WriteAsync(Path.GetFullPath(path), conversion);
        }

        if (output.IsJson)
        {
            output.Json(json => WriteReport(json, conversion));
            return ExitCode.Ok;
        }

        if (command.GetValue(Output) is null)
        {
            output.Line(Text(conversion));
        }

        foreach (string remark in conversion.Remarks)
        {
            await command.InvocationConfiguration.Error.WriteLineAsync($"edgeactors: {remark}");
        }

        return ExitCode.Ok;
    }

    private static async Task WriteAsync(string path, FormConversionResult conversion)
    {
        byte[] text = Encoding.UTF8.GetBytes(Text(conversion) + "\n");
        DurableFolder folder = new(Path.GetDirectoryName(path)!, FileCalls.ForThisSystem());
        await folder.WriteAsync(Path.GetFileName(path), file =>
        {
            file.Write(text);
            return Task.CompletedTask;
        });
    }

    private static string Text(FormConversionResult conversion)
    {
        using MemoryStream bytes = new();
        using (Utf8JsonWriter json = new(bytes, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            WriteValues(json, conversion);
        }

        return Encoding.UTF8.GetString(bytes.ToArray());
    }

    private static void WriteReport(Utf8JsonWriter json, FormConversionResult conversion)
    {
        json.WritePropertyName("configuration");
        WriteValues(json, conversion);
        json.WriteStartArray("remarks");
        foreach (string remark in conversion.Remarks)
        {
            json.WriteStringValue(remark);
        }

        json.WriteEndArray();
    }

    private static void WriteValues(Utf8JsonWriter json, FormConversionResult conversion)
    {
        json.WriteStartObject();
        foreach (ConvertedValue value in conversion.Values)
        {
            json.WritePropertyName(value.Name);
            if (value.IsBare)
            {
                json.WriteRawValue(value.Text);
            }
            else
            {
                json.WriteStringValue(value.Text);
            }
        }

        json.WriteEndObject();
    }
}
