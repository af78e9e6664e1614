using EdgeActors.Demo;
using EdgeActors.Protocol.Agent;
using EdgeActors.Protocol.Client;
using EdgeActors.Specs.Agents;

namespace EdgeActors.Specs.Configuration;

/// <summary>The real process, whose configuration file changes while it serves.</summary>
public sealed class ReloadSpecs
{
    private const string Model = "halves";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    [NeedsFact(Needs.Linux)]
    public async Task New_sizes_hold_without_a_restart_and_a_bad_file_changes_nothing()
    {
        string folder = Directory.CreateTempSubdirectory("edge-").FullName;
        string file = Path.Combine(folder, "config.json");
        await File.WriteAllTextAsync(file, Configuration(batch: 1, buffer: 30, queue: 9));
        string socket = Path.Combine(folder, "agent.sock");
        await using AgentProcess agent = await AgentProcess.StartInAsync(folder, socket, "-a", socket, "-c", file);
        using EdgeAgentClient client = agent.Connect();
        await client.LoadAsync(TinyModel(folder), Model);

        // Replaced by rename, as editors do: batches of two wait for the second capture from now on.
        await ReplaceAsync(file, Configuration(batch: 2, buffer: 2, queue: 8));
        await agent.WaitForOutputAsync("sagemaker_edge_core_capture_data_buffer_size was \"30\" and is \"2\" now");
        await agent.WaitForOutputAsync("edgeactors_max_queue was \"9\" and is to be \"8\"");
        await CaptureAsync(client, "one");
        Assert.Equal(CaptureDataStatus.InProgress, await StatusAsync(client, "one"));
        await CaptureAsync(client, "two");
        await StoredAsync(client, "one", "two");

        // Written in place and faulty: what holds goes on to hold.
        await File.WriteAllTextAsync(file, Configuration(batch: 3, buffer: 2, queue: 8));
        await agent.WaitForOutputAsync("at fault, so the agent goes on with the one it has: sagemaker_edge_core_capture_data_batch_size \"3\" is more than");
        await CaptureAsync(client, "three");
        await CaptureAsync(client, "four");
        await StoredAsync(client, "three", "four");

        // A shorter period holds for what waits already.
        await CaptureAsync(client, "five");
        await ReplaceAsync(file, Configuration(batch: 2, buffer: 2, queue: 8, period: 1));
        await StoredAsync(client, "five");
    }

    [NeedsFact(Needs.Linux)]
    public async Task Log_level_changes_without_a_restart()
    {
        string folder = Directory.CreateTempSubdirectory("edge-").FullName;
        string file = Path.Combine(folder, "config.json");
        await File.WriteAllTextAsync(file, """{ "sagemaker_edge_log_verbose": false }""");
        string socket = Path.Combine(folder, "agent.sock");
        await using AgentProcess agent = await AgentProcess.StartInAsync(folder, socket, "-a", socket, "-c", file);

        await ReplaceAsync(file, """{ "sagemaker_edge_log_verbose": true }""");

        await agent.WaitForOutputAsync("edgeactors_log_level was \"Information\" and is \"Debug\" now");
        await agent.WaitForOutputAsync("sagemaker_edge_log_verbose was \"false\" and is \"true\" now");
    }

    private static string Configuration(int batch, int buffer, int queue, int period = 3600) =>
        $$"""
        {
          "sagemaker_edge_core_capture_data_batch_size": {{batch}},
          "sagemaker_edge_core_capture_data_buffer_size": {{buffer}},
          "sagemaker_edge_core_capture_data_push_period_seconds": {{period}},
          "edgeactors_max_queue": {{queue}}
        }
        """;

    private static string TinyModel(string folder)
    {
        OnnxModel halves = new("halves", "y = x + 0.5");
        halves.Input("x", 4);
        halves.Output("y", 4);
        halves.Node("Add", "y", "x", halves.Constant("half", [0.5f], 1));
        string model = Directory.CreateDirectory(Path.Combine(folder, "model")).FullName;
        File.WriteAllBytes(Path.Combine(model, "model.onnx"), halves.ToBytes());
        return model;
    }

    private static Task CaptureAsync(EdgeAgentClient client, string id) =>
        client.CaptureDataAsync(new CaptureDataRequest { ModelName = Model, CaptureId = id }, Patience, CancellationToken.None);

    private static async Task<CaptureDataStatus> StatusAsync(EdgeAgentClient client, string id) =>
        (await client.GetCaptureDataStatusAsync(new GetCaptureDataStatusRequest { CaptureId = id }, Patience, CancellationToken.None)).Status;

    private static async Task StoredAsync(EdgeAgentClient client, params string[] ids)
    {
        using CancellationTokenSource late = new(Patience);
        using PeriodicTimer tick = new(TimeSpan.FromMilliseconds(20));
        foreach (string id in ids)
        {
            while (await StatusAsync(client, id) != CaptureDataStatus.Success)
            {
                await tick.WaitForNextTickAsync(late.Token);
            }
        }
    }

    private static async Task ReplaceAsync(string file, string text)
    {
        await File.WriteAllTextAsync(file + "~", text);
        File.Move(file + "~", file, overwrite: true);
    }
}
