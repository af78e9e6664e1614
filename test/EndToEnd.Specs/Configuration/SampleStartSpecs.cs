using EdgeActors.Protocol.Client;
using EdgeActors.Specs.Agents;
using EdgeActors.Specs.Configuration.Samples;

namespace EdgeActors.Specs.Configuration;

/// <summary>Configurations as users of the old agent have them start the real process.</summary>
public sealed class SampleStartSpecs
{
    public static TheoryData<string> AgentSamples { get; } =
        [SampleConfigurations.Documented, SampleConfigurations.Successor, SampleConfigurations.Of2022];

    [NeedsTheory(Needs.Linux)]
    [MemberData(nameof(AgentSamples))]
    public async Task Configuration_of_the_old_agent_starts_this_one(string sample)
    {
        string folder = Directory.CreateTempSubdirectory("edge-").FullName;
        string file = Path.Combine(folder, "config.json");
        await File.WriteAllTextAsync(file, sample
            .Replace("\"DISK\"", $"\"{folder}/disk\"", StringComparison.Ordinal)
            .Replace("\"ROOT\"", $"\"{folder}/root\"", StringComparison.Ordinal)
            // The engine's cache has to be there.
            .Replace("/data/trt", folder, StringComparison.Ordinal));
        string socket = Path.Combine(folder, "agent.sock");

        await using AgentProcess agent = await AgentProcess.StartInAsync(folder, socket, "-a", socket, "-c", file, "-f");

        using EdgeAgentClient client = agent.Connect();
        Assert.Empty((await client.ListModelsAsync(TimeSpan.FromSeconds(10), CancellationToken.None)).Models);
    }

    [NeedsFact(Needs.Linux)]
    public async Task Merge_update_of_the_components_page_starts_the_component()
    {
        string folder = Directory.CreateTempSubdirectory("edge-").FullName;
        string file = Path.Combine(folder, "config.json");
        await File.WriteAllTextAsync(file, SampleConfigurations.MergeUpdate);
        string socket = Path.Combine(folder, "agent.sock");

        // As a recipe gives them; the S3 server is nobody, since no spec leaves this machine.
        await using AgentProcess agent = await AgentProcess.StartUnderAsync(
            [
                "env", "EDGEACTORS_COMPONENT=true", "AWS_REGION=us-east-2", "AWS_IOT_THING_NAME=my-core-device", "AWS_ACCESS_KEY_ID=id",
                "AWS_SECRET_ACCESS_KEY=secret", $"EDGEACTORS_LOCAL_DATA_ROOT_PATH={folder}/work", $"EDGEACTORS_UNIX_SOCKET_NAME={socket}",
                "EDGEACTORS_S3_ENDPOINT=http://127.0.0.1:9", "EDGEACTORS_DLR_BACKEND_OPTIONS=",
            ],
            folder,
            socket,
            "-c",
            file);

        using EdgeAgentClient client = agent.Connect();
        Assert.Empty((await client.ListModelsAsync(TimeSpan.FromSeconds(10), CancellationToken.None)).Models);
        await agent.WaitForOutputAsync($"Captures are stored in {folder}/work/capture");
        await agent.WaitForOutputAsync("does not contain \"sagemaker\"");
    }

    [NeedsFact(Needs.Linux)]
    public async Task Every_fault_of_every_source_ends_the_start()
    {
        string folder = Directory.CreateTempSubdirectory("edge-").FullName;
        string file = Path.Combine(folder, "config.json");
        await File.WriteAllTextAsync(file, """{ "CaptureDataBatchSize": "ten" }""");

        InvalidOperationException ended = await Assert.ThrowsAsync<InvalidOperationException>(() => AgentProcess.StartUnderAsync(
            ["env", "EDGEACTORS_MAX_QUEUE=-1"], folder, Path.Combine(folder, "s"), "-c", file, "--max-concurrency", "0"));

        Assert.All(
            ["CaptureDataBatchSize \"ten\"", "EDGEACTORS_MAX_QUEUE \"-1\"", "--max-concurrency \"0\"", "DeviceFleetName is missing"],
            fault => Assert.Contains(fault, ended.Message, StringComparison.Ordinal));
        Directory.Delete(folder, recursive: true);
    }
}
