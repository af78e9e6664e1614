using EdgeActors.Configuration.Catalogue;
using EdgeActors.Configuration.Capture;
using EdgeActors.Configuration.Deployment;
using EdgeActors.Configuration.Dlr;
using EdgeActors.Configuration.Fleet;
using EdgeActors.Configuration.Packages;

namespace EdgeActors.Configuration.Layers;

/// <summary>Reads all sources and makes of them what the agent runs with.</summary>
/// <param name="sources">The weakest first.</param>
/// <param name="environment">The process's environment variables, for defaults that come from there.</param>
/// <param name="memory">What the process may use, for the default of the memory budget.</param>
internal sealed class ConfigurationReader(
    IReadOnlyList<IParameterSource> sources, IReadOnlyDictionary<string, string> environment, MemoryLimit memory)
{
    /// <summary>The sources, the weakest first.</summary>
    public IReadOnlyList<IParameterSource> Sources => sources;

    /// <summary>The same with a source below all others.</summary>
    public ConfigurationReader Over(IParameterSource weakest) => new([weakest, .. sources], environment, memory);

    /// <summary>What they say together now. Does not throw for what is wrong: that is in the result.</summary>
    public ConfigurationReading Read()
    {
        ParameterLayers layers = new();
        foreach (IParameterSource source in sources)
        {
            layers.Over(source.Read());
        }

        ParameterValues values = layers.Values();
        CaptureSettings capture = new CaptureRules(values, environment).Read();
        FleetSettings fleet = new FleetRules(values, capture, new CloudRules(values, environment)).Read();
        RunOptions options = new RunRules(values, memory).Read() with
        {
            Capture = capture,
            Fleet = fleet,
            Packages = new PackageRules(values, environment, fleet).Read(),
            Deployment = new DeploymentRules(values, capture, fleet).Read(),
            Dlr = new DlrRules(values).Read(),
        };
        return new ConfigurationReading(
            options, [.. ParameterCatalogue.All.Select(values.Effective)], values.IsComponent, values.Faults, values.Warnings);
    }
}

/// <summary>A configuration, good or faulty.</summary>
/// <param name="Options">What the agent runs with; of use only without faults.</param>
/// <param name="Values">Every parameter's value and where it is from.</param>
/// <param name="IsComponent">Whether the component's defaults and rules hold.</param>
/// <param name="Faults">Everything that is wrong.</param>
/// <param name="Warnings">What is odd but does no harm, one sentence each.</param>
internal sealed record ConfigurationReading(
    RunOptions Options, IReadOnlyList<EffectiveValue> Values, bool IsComponent, IReadOnlyList<ConfigurationFault> Faults, IReadOnlyList<string> Warnings)
{
    /// <summary>This, when nothing is wrong.</summary>
    /// <exception cref="ConfigurationException">With every fault and warning.</exception>
    public ConfigurationReading Checked() => Faults.Count == 0 ? this : throw new ConfigurationException(Faults, Warnings);
}
