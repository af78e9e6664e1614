using System.CommandLine;
using EdgeActors.Cli.Tensors;
using EdgeActors.Models.Tensors;
using EdgeActors.Protocol.Agent;
using EdgeActors.Wording;
using Google.Protobuf;

namespace EdgeActors.Cli.Capture;

/// <summary><c>edgeactors capture put</c>: one capture from files.</summary>
internal static class CapturePutCommand
{
    private const string TensorForm = "[NAME=]FILE";

    private static readonly Option<string?> Id = new("--id")
    {
        HelpName = "ID",
        Description = "The capture's id, never used before. Default: a new UUID.",
    };

    private static readonly Option<string[]> Inputs = Many(
        "--input", "-i", "An input tensor: .npy, .json or raw bytes as for 'edgeactors predict'.");

    private static readonly Option<string[]> Outputs = Many("--output", "-o", "An output tensor, likewise.");

    private static readonly Option<string[]> AuxiliaryInputs = Many(
        "--aux-input", null, "Any file about the inputs; .csv and .json are marked as such. Default of NAME: the file's name.");

    private static readonly Option<string[]> AuxiliaryOutputs = Many("--aux-output", null, "Any file about the outputs, likewise.");

    /// <summary>The command.</summary>
    public static Command Create()
    {
        VerbCommand put = new(
            "put",
            "Hands one capture to the agent. When it returns, the agent has accepted it; with DbEnable it is on stable storage.",
            "edgeactors capture put mnist --id c1 --input image.npy",
            "edgeactors capture put mnist --input Input3=float32:1x1x28x28:image.bin --output scores.npy --aux-output boxes.json --json");
        put.Arguments.Add(SharedOptions.Model);
        Option[] options = [Id, Inputs, Outputs, AuxiliaryInputs, AuxiliaryOutputs];
        Array.ForEach(options, put.Options.Add);
        AgentConnection.AddOptions(put);
        put.SetAction((command, _) => RunAsync(command));
        return put;
    }

    private static async Task<int> RunAsync(ParseResult command)
    {
        InputArgument[] inputs = InputSource.Parse(command.GetValue(Inputs) ?? []);
        InputArgument[] outputs = InputSource.Parse(command.GetValue(Outputs) ?? []);
        string name = command.GetRequiredValue(SharedOptions.Model);
        string id = command.GetValue(Id) ?? Guid.NewGuid().ToString();
        using AgentConnection agent = AgentConnection.Open(command);
        Model model = await agent.DescribeAsync(name);
        CaptureDataRequest request = new() { ModelName = name, CaptureId = id };
        request.InputTensors.AddRange(Tensors(inputs, ModelView.Specs(model.InputTensorMetadatas)));
        request.OutputTensors.AddRange(Tensors(outputs, ModelView.Specs(model.OutputTensorMetadatas)));
        request.Inputs.AddRange((command.GetValue(AuxiliaryInputs) ?? []).Select(Auxiliary));
        request.Outputs.AddRange((command.GetValue(AuxiliaryOutputs) ?? []).Select(Auxiliary));
        await agent.CaptureAsync(request);

        CommandOutput output = CommandOutput.Of(command);
        if (output.IsJson)
        {
            output.Json(json => json.WriteString("accepted", id));
        }
        else
        {
            output.Line($"Accepted {Printable.Of(id)}. See what becomes of it: edgeactors capture status -a {agent.Socket} {Printable.Of(id)}");
        }

        return ExitCode.Ok;
    }

    private static IEnumerable<Tensor> Tensors(InputArgument[] arguments, IReadOnlyList<TensorSpec> declared) =>
        new InputFiles(declared, InputSource.Read).Read(arguments).Select(AgentConnection.ToWire);

    private static AuxilaryData Auxiliary(string text)
    {
        int equals = text.IndexOf('=', StringComparison.Ordinal);
        string file = text[(equals + 1)..];
        return file.Length == 0
            ? throw new CommandFailure(CommandFailure.Usage, $"\"{text}\" names no file; write NAME=FILE", ExitCode.BadUsage)
            : new AuxilaryData
            {
                Name = equals > 0 ? text[..equals] : Path.GetFileName(file),
                Encoding = EncodingOf(file),
                ByteData = UnsafeByteOperations.UnsafeWrap(InputSource.Read(file)),
            };
    }

    private static Encoding EncodingOf(string file) => Path.GetExtension(file).ToUpperInvariant() switch
    {
        ".CSV" => Encoding.Csv,
        ".JSON" => Encoding.Json,
        _ => Encoding.None,
    };

    private static Option<string[]> Many(string name, string? alias, string description)
    {
        Option<string[]> option = alias is null ? new(name) : new(name, alias);
        option.HelpName = TensorForm;
        option.Description = description;
        option.Arity = ArgumentArity.OneOrMore;
        return option;
    }
}
