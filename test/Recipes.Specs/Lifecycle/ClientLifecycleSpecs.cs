using EdgeActors.Protocol.Client;
using EdgeActors.Specs.Agents;
using EdgeActors.Specs.Nuclei;
using EdgeActors.Specs.Reading;

namespace EdgeActors.Specs.Lifecycle;

/// <summary>The sample client, a component of its own in Python, beside the agent and the sample model.</summary>
public sealed class ClientLifecycleSpecs
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    [NeedsTheory(Needs.Linux, Needs.Root, Needs.PythonGrpc)]
    [InlineData(Nucleus.Classic)]
    [InlineData(Nucleus.Lite)]
    public async Task Client_waits_for_the_agent_loads_the_models_component_predicts_captures_and_unloads(Nucleus nucleus)
    {
        using EdgeDevice device = await EdgeDevice.WithAgentAsync(nucleus);
        await device.InstallModelAsync();
        await DeployClientAsync(device);
        using ComponentProcess client = device.Greengrass.Start(RecipeFiles.Client);
        await client.SaysAsync($"waiting for {device.Socket}");

        using ComponentProcess agent = await device.StartAsync();
        await client.SaysAsync($"loaded vibration-monitor from ../{RecipeFiles.Model}");
        await client.SaysAsync("captured as");
        Assert.Equal(["vibration-monitor"], await ModelsAsync(device));

        Assert.Equal(0, await client.StopAsync());
        Assert.Contains("unloaded vibration-monitor", client.Output, StringComparison.Ordinal);
        Assert.Empty(await ModelsAsync(device));
        Assert.Equal(0, await agent.StopAsync());
        Assert.NotEmpty(Directory.GetFiles(device.CaptureFolder, "*.jsonl", SearchOption.AllDirectories));
    }

    [NeedsFact(Needs.Linux, Needs.Root, Needs.PythonGrpc)]
    public async Task Client_goes_on_with_a_model_that_an_earlier_life_of_it_left_loaded()
    {
        using EdgeDevice device = await EdgeDevice.WithAgentAsync(Nucleus.Classic);
        await device.InstallModelAsync();
        await DeployClientAsync(device);
        using ComponentProcess agent = await device.StartAsync();
        using (ComponentProcess killed = device.Greengrass.Start(RecipeFiles.Client))
        {
            await killed.SaysAsync("captured as");
        }

        using ComponentProcess client = device.Greengrass.Start(RecipeFiles.Client);
        await client.SaysAsync("captured as");

        Assert.Equal(0, await client.StopAsync());
        Assert.Equal(0, await agent.StopAsync());
    }

    // Packed as recipes/render packs it.
    private static async Task DeployClientAsync(EdgeDevice device)
    {
        string packed = Directory.CreateDirectory(Path.Combine(device.Greengrass.Root, "packed")).FullName;
        File.Copy(Path.Combine(RecipeFiles.Folder, "samples", "vibration-client", "client.py"), Path.Combine(packed, "client.py"));
        string protocol = Path.Combine(Workplace.Root, "src", "Protocol", "Agent");
        await Programs.MustRunAsync(Limit, "protoc", "-I", protocol, "--python_out=" + packed, "agent.proto");
        (string, string)[] socket = device.Greengrass.Nucleus == Nucleus.Lite ? [("UnixSocketName", device.Socket)] : [];
        await device.Greengrass.DeployAsync(
            RecipeFiles.All[RecipeFiles.Client],
            new Dictionary<string, string> { ["vibration-client.zip"] = packed },
            [("PeriodSeconds", "0.1"), .. socket]);
    }

    private static async Task<IEnumerable<string>> ModelsAsync(EdgeDevice device)
    {
        using EdgeAgentClient client = device.Connect();
        return (await client.ListModelsAsync()).Models.Select(model => model.Name);
    }
}
