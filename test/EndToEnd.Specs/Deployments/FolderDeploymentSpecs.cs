using EdgeActors.Fleet;
using EdgeActors.Protocol.Client;
using EdgeActors.Specs.Agents;

namespace EdgeActors.Specs.Deployments;

/// <summary>A real agent takes real models from a fleet in a folder.</summary>
public class FolderDeploymentSpecs
{
    private const string Handle = "digits";

    [NeedsFact(Needs.Models)]
    public async Task What_is_deployed_is_served_replaced_under_load_reported_and_there_offline_after_a_restart()
    {
        using DeployedDevice device = new();
        KnownAnswer mnist = KnownAnswer.Mnist(Handle);
        KnownAnswer cnn = KnownAnswer.Cnn();
        ModelDefinition first = await device.Fleet.PublishAsync(Handle, Onnx(mnist), "1.0");
        ModelDefinition second = await device.Fleet.PublishAsync(Handle, Onnx(mnist), "2.0");
        ModelDefinition another = await device.Fleet.PublishAsync(cnn.Model, Onnx(cnn), "1.0");
        await using (AgentProcess agent = await device.StartAsync("--durable"))
        {
            using EdgeAgentClient client = agent.Connect();
            MustHaveSucceeded(await device.DeployAsync(agent, FleetFolder.Deployment("first", first)), "1.0");
            await DeployedDevice.MustServeAsync(client, first);
            await client.MustAnswerAsync(mnist);

            await using (SteadyClient steady = new(agent, mnist.Request, mnist.Matches))
            {
                MustHaveSucceeded(await device.DeployAsync(agent, FleetFolder.Deployment("second", second, another)), "2.0");
                await steady.StopAsync();
            }

            await MustServeAsync(client, [second, another], [mnist, cnn]);
            await DeployedDevice.AwaitAsync(agent, () => device.Fleet.Heartbeat()?.Models.FirstOrDefault(model => model.ModelVersion == "2.0"));
        }

        Directory.Move(device.Tree, device.Tree + "-away");
        await using (AgentProcess offline = await device.StartAsync("--durable"))
        {
            using EdgeAgentClient client = offline.Connect();
            await DeployedDevice.RestoredAsync(offline, client, Handle);
            await DeployedDevice.RestoredAsync(offline, client, cnn.Model);
            await MustServeAsync(client, [second, another], [mnist, cnn]);
            ProgramEnd poll = await device.PollAsync();
            Assert.NotEqual(0, poll.ExitCode);
            await MustServeAsync(client, [second, another], [mnist, cnn]);
        }
    }

    private static string Onnx(KnownAnswer model) => Path.Combine(model.Folder, "model.onnx");

    private static async Task MustServeAsync(EdgeAgentClient client, ModelDefinition[] definitions, KnownAnswer[] answers)
    {
        foreach (ModelDefinition definition in definitions)
        {
            await DeployedDevice.MustServeAsync(client, definition);
        }

        foreach (KnownAnswer answer in answers)
        {
            await client.MustAnswerAsync(answer);
        }
    }

    private static void MustHaveSucceeded(DeploymentResult result, string version)
    {
        Assert.True(result.Succeeded, result.Message);
        Assert.False(result.RolledBack);
        Assert.All(result.Models, model => Assert.Equal((ModelPresence.Deploy, true, ""), (model.Actual, model.Succeeded, model.Reason)));
        Assert.Equal((Handle, Handle + "-net", version), (result.Models[0].Handle, result.Models[0].ModelName, result.Models[0].ModelVersion));
    }
}
