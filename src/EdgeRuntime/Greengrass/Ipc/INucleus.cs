using EdgeActors.Aws.Credentials.Chain;

namespace EdgeActors.Greengrass.Ipc;

/// <summary>The Greengrass nucleus that started this process. Everything here is a favour: the agent works without it.</summary>
internal interface INucleus : ITokenExchangeDirectory
{
    /// <summary>Waits until the component's parameters have come, but no longer than <paramref name="wait"/>; null when they have not.</summary>
    Task<ComponentConfiguration?> ConfigurationAsync(TimeSpan wait);

    /// <summary>Has <paramref name="changed"/> called with each configuration that differs from the one before; set it before the start.</summary>
    void OnChange(Action<ComponentConfiguration> changed);

    /// <summary>Tells the state, now and after each reconnection.</summary>
    void Report(ComponentState state);
}
