using System.CommandLine;
using System.Diagnostics;
using EdgeActors.Cli.Tensors;
using EdgeActors.NumPy;
using EdgeActors.Protocol.Agent;
using EdgeActors.Wording;

namespace EdgeActors.Cli;

/// <summary><c>edgeactors predict</c>: tensors from files through a model.</summary>
internal static class PredictCommand
{
    private static readonly Option<string[]> Inputs = new("--input", "-i")
    {
        HelpName = "[NAME=]FILE",
        Description = "A tensor: .npy, .json (nested lists, or an object of them by name) or raw little-endian bytes; '-' is "
            + "standard input. Type and shape may stand before the file: NAME=float32:1x3x224x224:FILE. Give one for each input.",
        Required = true,
        Arity = ArgumentArity.OneOrMore,
    };

    private static readonly Option<string?> OutputFolder = new("--output-dir", "-o")
    {
        HelpName = "FOLDER",
        Description = "Also write each output to FOLDER/<number>-<name>.npy.",
    };

    /// <summary>The command.</summary>
    public static Command Create()
    {
        VerbCommand predict = new(
            "predict",
            "Sends tensors to a model and shows what comes back. What a file does not say is asked of the model.",
            "edgeactors predict mnist --input image.npy",
            "edgeactors predict mnist --input Input3=float32:1x1x28x28:image.bin --json",
            "echo '{\"a\": [1, 2], \"b\": [3, 4]}' | edgeactors predict adder --input -",
            "edgeactors predict style --input photo.npy --output-dir ./out");
        predict.Arguments.Add(SharedOptions.Model);
        predict.Options.Add(Inputs);
        predict.Options.Add(OutputFolder);
        AgentConnection.AddOptions(predict);
        predict.SetAction((command, _) => RunAsync(command));
        return predict;
    }

    private static async Task<int> RunAsync(ParseResult command)
    {
        IReadOnlyList<InputArgument> arguments = InputSource.Parse(command.GetRequiredValue(Inputs));
        CommandOutput output = CommandOutput.Of(command);
        using AgentConnection agent = AgentConnection.Open(command);
        string name = command.GetRequiredValue(SharedOptions.Model);
        Model model = await agent.DescribeAsync(name);
        IReadOnlyList<NamedTensor> inputs = new InputFiles(ModelView.Specs(model.InputTensorMetadatas), InputSource.Read).Read(arguments);

        long started = Stopwatch.GetTimestamp();
        IReadOnlyList<NamedTensor> outputs = await agent.PredictAsync(name, inputs);
        TimeSpan took = Stopwatch.GetElapsedTime(started);

        if (command.GetValue(OutputFolder) is { } folder)
        {
            Save(folder, outputs);
        }

        Show(output, name, outputs, took);
        return ExitCode.Ok;
    }

    private static void Save(string folder, IReadOnlyList<NamedTensor> outputs)
    {
        Directory.CreateDirectory(folder);
        for (int i = 0; i < outputs.Count; i++)
        {
            File.WriteAllBytes(Path.Combine(folder, OutputFileName.Of(i, outputs[i].Name)), NpyFile.Write(outputs[i].Value));
        }
    }

    private static void Show(CommandOutput output, string model, IReadOnlyList<NamedTensor> outputs, TimeSpan took)
    {
        if (output.IsJson)
        {
            output.Json(json => PredictionView.WriteJson(json, model, outputs, took));
        }
        else
        {
            output.Console.Write(PredictionView.Table(outputs));
            output.Line($"{Counted.Of(outputs.Count, "output")} of {model} in {took.TotalMilliseconds:0.0} ms");
        }
    }
}
