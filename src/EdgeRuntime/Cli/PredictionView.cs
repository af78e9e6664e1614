using System.Text;
using System.Text.Json;
using EdgeActors.Cli.Tensors;
using EdgeActors.Models.Tensors;
using EdgeActors.NumPy;
using Spectre.Console;

namespace EdgeActors.Cli;

/// <summary>Shows the outputs of a model.</summary>
internal static class PredictionView
{
    /// <summary>One row for each output: values at the beginning, the range, and where the highest is.</summary>
    public static Table Table(IEnumerable<NamedTensor> outputs)
    {
        Table table = ModelView.NewTable("OUTPUT", "TYPE", "SHAPE", "VALUES", "RANGE", "HIGHEST AT");
        foreach (NamedTensor output in outputs)
        {
            TensorSummary summary = TensorSummary.Of(output.Value);
            ModelView.AddRow(
                table,
                output.Name.ToString(),
                output.Value.Type.WireName(),
                TensorShape.Text(output.Value.Shape),
                summary.First,
                summary.Range,
                summary.Highest);
        }

        return table;
    }

    /// <summary>All values, nested as the shapes say.</summary>
    public static void WriteJson(Utf8JsonWriter json, string model, IEnumerable<NamedTensor> outputs, TimeSpan took)
    {
        json.WriteString("model", model);
        json.WriteNumber("milliseconds", Math.Round(took.TotalMilliseconds, 3));
        json.WriteStartArray("outputs");
        foreach (NamedTensor output in outputs)
        {
            json.WriteStartObject();
            ModelView.WriteJson(json, output.Name, output.Value.Type, output.Value.Shape);
            json.WritePropertyName("values");
            JsonTensor.Write(output.Value, json);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}

/// <summary>File names for outputs.</summary>
internal static class OutputFileName
{
    private const int LongestName = 100;

    /// <summary>
    /// Number and name; a tensor may be called <c>../../etc/passwd</c>, so only letters, digits, <c>-</c> and <c>_</c> are kept.
    /// </summary>
    public static string Of(int index, TensorName name)
    {
        StringBuilder safe = new($"{index}-");
        foreach (char c in name.ToString().Take(LongestName))
        {
            safe.Append(char.IsAsciiLetterOrDigit(c) || c is '-' or '_' ? c : '_');
        }

        return safe.Append(".npy").ToString();
    }
}
