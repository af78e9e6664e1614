using System.CommandLine;
using EdgeActors.Protocol.Agent;

namespace EdgeActors.Cli;

/// <summary><c>edgeactors models</c>: what is loaded, and loading and unloading.</summary>
internal static class ModelsCommand
{
    private static readonly Argument<string> Folder = new("FOLDER")
    {
        Description = "Folder with one .onnx or .ort file. Relative to where you are, not to the agent's folder.",
    };

    /// <summary>The command with its verbs.</summary>
    public static Command Create()
    {
        VerbCommand models = new("models", "Lists, loads, unloads and describes models.", "edgeactors models list", "edgeactors models load mnist ./models/mnist");
        models.Subcommands.Add(Verb("list", "Lists the loaded models.", ListAsync, [], "edgeactors models list --json"));
        models.Subcommands.Add(Verb(
            "load",
            "Loads a model from a local folder.",
            LoadAsync,
            [SharedOptions.Model, Folder],
            "edgeactors models load mnist ./models/mnist",
            "edgeactors models load -a /tmp/agent.sock mnist-2 /opt/models/mnist"));
        models.Subcommands.Add(Verb(
            "unload",
            "Unloads a model; predictions that run are finished first.",
            UnloadAsync,
            [SharedOptions.Model],
            "edgeactors models unload mnist"));
        models.Subcommands.Add(Verb(
            "describe",
            "Shows a model's inputs and outputs.",
            DescribeAsync,
            [SharedOptions.Model],
            "edgeactors models describe mnist"));
        return models;
    }

    private static VerbCommand Verb(
        string name,
        string description,
        Func<ParseResult, CommandOutput, AgentConnection, Task> act,
        Argument[] arguments,
        params string[] examples)
    {
        VerbCommand verb = new(name, description, examples);
        Array.ForEach(arguments, verb.Arguments.Add);
        AgentConnection.AddOptions(verb);
        verb.SetAction(async (command, _) =>
        {
            using AgentConnection agent = AgentConnection.Open(command);
            await act(command, CommandOutput.Of(command), agent);
            return ExitCode.Ok;
        });
        return verb;
    }

    private static async Task ListAsync(ParseResult command, CommandOutput output, AgentConnection agent)
    {
        IReadOnlyList<Model> models = await agent.ListAsync();
        if (output.IsJson)
        {
            output.Json(json => ModelView.WriteJson(json, "models", models));
        }
        else if (models.Count == 0)
        {
            output.Line($"No model is loaded. Load one: edgeactors models load -a {agent.Socket} NAME FOLDER");
        }
        else
        {
            output.Console.Write(ModelView.Table(models));
        }
    }

    private static async Task LoadAsync(ParseResult command, CommandOutput output, AgentConnection agent)
    {
        string folder = Path.GetFullPath(command.GetRequiredValue(Folder));
        Model model = await agent.LoadAsync(command.GetRequiredValue(SharedOptions.Model), folder);
        Show(output, model, $"Loaded {model.Name} from {model.Url}.");
    }

    private static async Task UnloadAsync(ParseResult command, CommandOutput output, AgentConnection agent)
    {
        string name = command.GetRequiredValue(SharedOptions.Model);
        await agent.UnloadAsync(name);
        if (output.IsJson)
        {
            output.Json(json => json.WriteString("unloaded", name));
        }
        else
        {
            output.Line($"Unloaded {name}.");
        }
    }

    private static async Task DescribeAsync(ParseResult command, CommandOutput output, AgentConnection agent)
    {
        Model model = await agent.DescribeAsync(command.GetRequiredValue(SharedOptions.Model));
        Show(output, model, $"{model.Name} from {model.Url}");
    }

    private static void Show(CommandOutput output, Model model, string headline)
    {
        if (output.IsJson)
        {
            output.Json(json => ModelView.WriteJson(json, "model", model));
        }
        else
        {
            output.Line(headline);
            output.Console.Write(ModelView.TensorTable(model));
        }
    }
}
