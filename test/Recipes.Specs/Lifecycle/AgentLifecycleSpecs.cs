using EdgeActors.Protocol.Agent;
using EdgeActors.Specs.Agents;
using EdgeActors.Specs.Nuclei;
using EdgeActors.Specs.Reading;

namespace EdgeActors.Specs.Lifecycle;

/// <summary>The agent's component as a nucleus drives it: from the recipe's text to the end of its process.</summary>
public sealed class AgentLifecycleSpecs
{
    [NeedsTheory(Needs.Linux, Needs.Root)]
    [InlineData(Nucleus.Classic, RecipeFiles.DropIn)]
    [InlineData(Nucleus.Lite, RecipeFiles.DropIn)]
    [InlineData(Nucleus.Classic, RecipeFiles.OwnName)]
    [InlineData(Nucleus.Lite, RecipeFiles.OwnName)]
    public async Task Agent_replaces_the_shell_and_serves_as_the_components_user_in_its_work_folder(Nucleus nucleus, string name)
    {
        using EdgeDevice device = await EdgeDevice.WithAgentAsync(nucleus, name);
        await device.InstallModelAsync();
        using ComponentProcess agent = await device.StartAsync();

        Model loaded = await device.LoadModelAsync();

        Assert.Equal((GreengrassDevice.ComponentUser, "edgeactors"), (agent.User, agent.Program));
        Assert.Equal("window", loaded.InputTensorMetadatas.Single().Name.ToStringUtf8());
        Assert.Equal(0, await agent.StopAsync());
        Assert.DoesNotContain(ComponentProcess.AfterScript, agent.Output, StringComparison.Ordinal);
    }

    [NeedsTheory(Needs.Linux, Needs.Root)]
    [InlineData(Nucleus.Classic, "false")]
    [InlineData(Nucleus.Lite, "false")]
    [InlineData(Nucleus.Classic, "true")]
    [InlineData(Nucleus.Lite, "true")]
    public async Task Stopped_agent_has_flushed_its_captures_and_the_next_one_keeps_them(Nucleus nucleus, string database)
    {
        using EdgeDevice device = await EdgeDevice.WithAgentAsync(nucleus, RecipeFiles.DropIn, ("DbEnable", database));
        await device.InstallModelAsync();
        using ComponentProcess first = await device.StartAsync();
        await device.LoadModelAsync();
        await device.CaptureAsync("one");
        Assert.Equal(0, await first.StopAsync());
        Assert.Equal(["one"], device.Captures().Keys);

        using ComponentProcess second = await device.StartAsync();
        await device.LoadModelAsync();
        await device.CaptureAsync("two");
        Assert.Equal(0, await second.StopAsync());

        Assert.Equal(["one", "two"], device.Captures().Keys.Order(StringComparer.Ordinal));
        Assert.All(device.Captures().Values, record => Assert.Equal((EdgeDevice.Fleet, DeviceCaptures.Model), (record.Fleet, record.ModelName)));
        Assert.Equal(database == "true", Directory.Exists(Path.Combine(device.Work, "db")));
    }

    [NeedsTheory(Needs.Linux, Needs.Root)]
    [InlineData(Nucleus.Classic)]
    [InlineData(Nucleus.Lite)]
    public async Task Agent_that_lacks_a_parameter_fails_visibly(Nucleus nucleus)
    {
        using EdgeDevice device = await EdgeDevice.WithAgentAsync(nucleus, RecipeFiles.DropIn, ("DeviceFleetName", ""));
        using ComponentProcess agent = device.Greengrass.Start(device.Component);

        Assert.Equal(2, await agent.WaitForExitAsync(TimeSpan.FromMinutes(1)));
        Assert.Contains("DeviceFleetName is missing", agent.Output, StringComparison.Ordinal);
    }

    [NeedsTheory(Needs.Linux, Needs.Root)]
    [InlineData(Nucleus.Classic)]
    [InlineData(Nucleus.Lite)]
    public async Task Agent_that_gets_privilege_refuses_the_folders_of_its_life_without_and_takes_its_own(Nucleus nucleus)
    {
        using EdgeDevice device = await EdgeDevice.WithAgentAsync(nucleus, RecipeFiles.DropIn, ("DbEnable", "true"));
        using (ComponentProcess unprivileged = await device.StartAsync())
        {
            Assert.Equal(0, await unprivileged.StopAsync());
        }

        using ComponentProcess refused = device.Greengrass.Start(device.Component, asRoot: true);
        Assert.Equal(1, await refused.WaitForExitAsync(TimeSpan.FromMinutes(1)));
        Assert.Contains($"belongs to user {GreengrassDevice.ComponentUser}", refused.Output, StringComparison.Ordinal);
        Assert.Contains("LocalDataRootPath", refused.Output, StringComparison.Ordinal);

        device.Greengrass.Configure(device.Component, ("LocalDataRootPath", Path.Combine(device.Greengrass.Root, "own")));
        using ComponentProcess agent = await device.StartAsync(asRoot: true);

        Assert.Equal(0, agent.User);
        Assert.Equal(0, await agent.StopAsync());
    }
}
