using EdgeActors.Specs.Agents;
using EdgeActors.Specs.Linting;
using EdgeActors.Specs.Nuclei;
using EdgeActors.Specs.Reading;

namespace EdgeActors.Specs.Lifecycle;

/// <summary>The way of parameters from a deployment to the agent's environment.</summary>
public sealed class ConfigurationSpecs : IDisposable
{
    private readonly string _program = Directory.CreateTempSubdirectory("program-").FullName;

    public ConfigurationSpecs() => File.WriteAllText(Path.Combine(_program, "edgeactors"), "#!/bin/sh\necho \"$0 $*\"\nenv -0 | tr '\\n\\0' '\\1\\n'\n");

    public void Dispose() => Directory.Delete(_program, recursive: true);

    [NeedsTheory(Needs.Linux, Needs.Root)]
    [InlineData(Nucleus.Classic, "plain")]
    [InlineData(Nucleus.Lite, "plain")]
    [InlineData(Nucleus.Classic, "")]
    [InlineData(Nucleus.Lite, "")]
    [InlineData(Nucleus.Classic, "two words; 'one' \"two\" `id` $(id) $HOME {work:path} ${x} \\n \\ *")]
    [InlineData(Nucleus.Lite, "two words; 'one' \"two\" `id` $(id) $HOME {work:path} ${x} \\n \\ *")]
    [InlineData(Nucleus.Classic, "TVM_TENSORRT_CACHE_DIR=/data/cache; TVM_TENSORRT_CACHE_DISK_SIZE_MB=800")]
    [InlineData(Nucleus.Lite, "TVM_TENSORRT_CACHE_DIR=/data/cache; TVM_TENSORRT_CACHE_DISK_SIZE_MB=800")]
    public async Task Values_arrive_as_they_were_written(Nucleus nucleus, string value)
    {
        using EdgeDevice device = await EdgeDevice.WithProgramAsync(nucleus, RecipeFiles.DropIn, _program);
        device.Greengrass.Configure(device.Component, ("DLRBackendOptions", value));

        Dictionary<string, string> environment = await EnvironmentAsync(device);

        Assert.Equal(value, environment["EDGEACTORS_DLR_BACKEND_OPTIONS"]);
        Assert.Equal("true", environment["EDGEACTORS_COMPONENT"]);
        Assert.Equal(device.Work, Path.TrimEndingDirectorySeparator(environment["STATE_DIRECTORY"]));
    }

    [NeedsTheory(Needs.Linux, Needs.Root)]
    [InlineData(Nucleus.Classic)]
    [InlineData(Nucleus.Lite)]
    public async Task Untouched_deployment_brings_the_defaults(Nucleus nucleus)
    {
        using EdgeDevice device = await EdgeDevice.WithProgramAsync(nucleus, RecipeFiles.DropIn, _program);

        Dictionary<string, string> environment = await EnvironmentAsync(device);

        Assert.All(
            ComponentParameter.All.Where(parameter => parameter.Variable is not null),
            parameter => Assert.Equal(parameter.Default, environment[parameter.Variable!]));
    }

    [NeedsFact(Needs.Linux, Needs.Root)]
    public async Task Classic_nucleus_restarts_the_agent_only_for_parameters_that_cannot_change_while_it_runs()
    {
        using EdgeDevice device = await EdgeDevice.WithProgramAsync(Nucleus.Classic, RecipeFiles.DropIn, _program);

        Assert.All(
            ComponentParameter.All,
            parameter => Assert.Equal(parameter.Variable is not null, device.Greengrass.Configure(device.Component, (parameter.Name, "another value"))));
    }

    private static async Task<Dictionary<string, string>> EnvironmentAsync(EdgeDevice device)
    {
        using ComponentProcess program = device.Greengrass.Start(device.Component);
        Assert.Equal(0, await program.WaitForExitAsync(TimeSpan.FromSeconds(30)));
        string[] lines = program.Output.Split('\n');
        Assert.EndsWith("/edgeactors run", lines[0], StringComparison.Ordinal);
        return lines[1..].Select(line => line.Replace('\u0001', '\n').Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);
    }
}
