using EdgeActors.Configuration.Catalogue;
using EdgeActors.Configuration.Layers;
using EdgeActors.Greengrass.Ipc;

namespace EdgeActors.Greengrass;

/// <summary>
/// The component's parameters as its deployments set them, read over IPC. The weakest source: what a recipe hands over as variables is the
/// same at the start, and whoever names a file or a flag means it. Gives the last that it heard while the nucleus is away.
/// </summary>
internal sealed class GreengrassSource : IChangingSource
{
    /// <summary>How long a start waits for the parameters unless told otherwise.</summary>
    public static readonly TimeSpan UsualWait = TimeSpan.FromSeconds(2);

    /// <summary>The longest that it can be told to wait.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    private volatile ComponentConfiguration _latest = ComponentConfiguration.Empty;

    /// <summary>Listens to the nucleus, which must not have been started yet.</summary>
    public GreengrassSource(INucleus nucleus) => nucleus.OnChange(latest =>
    {
        _latest = latest;
        Changed?.Invoke();
    });

    /// <inheritdoc />
    public event Action? Changed;

    /// <inheritdoc />
    public string Name => "greengrass";

    /// <inheritdoc />
    public SourceReading Read() => new(
        Name, NameStyle.Key, [.. _latest.Values.Select(static value => new NamedValue(value.Key, value.Value.Text, value.Value.IsSingle))]);
}
