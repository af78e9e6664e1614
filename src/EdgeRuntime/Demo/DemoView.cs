using System.Text.Json;
using EdgeActors.Cli;
using Spectre.Console;

namespace EdgeActors.Demo;

/// <summary>Shows the demo's report.</summary>
internal static class DemoView
{
    /// <summary>One row for each window.</summary>
    public static Table Table(DemoReport report)
    {
        Table table = ModelView.NewTable("VIBRATION OF A MACHINE WITH", "MODEL SAYS", "SURE", "ANOMALY SCORE", "TOOK", "");
        foreach (DemoAnswer answer in report.Answers)
        {
            ModelView.AddRow(
                table,
                answer.Window.Truth.Label(),
                answer.Said.Label(),
                $"{100 * answer.Confidence:0.0} %",
                $"{answer.AnomalyScore:0.000}",
                $"{answer.Took.TotalMilliseconds:0.00} ms",
                answer.IsRight ? "right" : "WRONG");
        }

        return table;
    }

    /// <summary>All of the report.</summary>
    public static void WriteJson(Utf8JsonWriter json, DemoReport report, string socket)
    {
        json.WriteString("socket", socket);
        json.WriteString("model", VibrationModel.Alias);
        json.WriteNumber("trainingMilliseconds", Math.Round(report.Training.TotalMilliseconds, 1));
        json.WriteNumber("trainingAccuracy", report.Accuracy);
        json.WriteNumber("right", report.Right);
        json.WriteNumber("of", report.Answers.Count);
        json.WriteNumber("medianMilliseconds", Math.Round(report.MedianTime.TotalMilliseconds, 3));
        json.WriteStartArray("predictions");
        foreach (DemoAnswer answer in report.Answers)
        {
            json.WriteStartObject();
            json.WriteString("truth", answer.Window.Truth.Label());
            json.WriteString("predicted", answer.Said.Label());
            json.WriteNumber("confidence", Math.Round(answer.Confidence, 6));
            json.WriteNumber("anomalyScore", Math.Round(answer.AnomalyScore, 6));
            json.WriteNumber("milliseconds", Math.Round(answer.Took.TotalMilliseconds, 3));
            json.WriteString("input", answer.Window.File);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (report.Fault is { } fault)
        {
            CommandOutput.WriteError(json, CommandFailure.Failed, fault);
        }
    }

    /// <summary>What to try next.</summary>
    public static IEnumerable<string> NextSteps(string command, string socket, DemoReport report, bool serving)
    {
        if (!serving)
        {
            return
            [
                "Next, keep the agent up and talk to it from another terminal:",
                $"  {command} demo",
                "or serve a model of your own, a folder with one .onnx file:",
                $"  {command} run -a /tmp/agent.sock",
                $"  {command} models load -a /tmp/agent.sock my-model ./my-model-folder",
            ];
        }

        return
        [
            $"The agent serves on until you press Ctrl-C. Try, in another terminal here:",
            $"  export EDGEACTORS_SOCKET={socket}",
            $"  {command} status",
            $"  {command} models describe {VibrationModel.Alias}",
            $"  {command} predict {VibrationModel.Alias} --input {report.Answers[^1].Window.File}",
            $"  {command} models load my-model ./my-model-folder",
        ];
    }
}
