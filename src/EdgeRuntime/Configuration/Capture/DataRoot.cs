namespace EdgeActors.Configuration.Capture;

/// <summary>Where the agent keeps its data unless it is told.</summary>
internal static class DataRoot
{
    /// <summary>Where the component keeps them when nobody says where its work folder is.</summary>
    public const string OfTheComponent = "/greengrass/v2/work/aws.greengrass.SageMakerEdgeManager";

    /// <summary>Name of the folder for stored captures in the root.</summary>
    public const string CaptureFolder = "capture";

    /// <summary>Where the packages' service keeps them, which systemd names to it, and who has neither that nor a home.</summary>
    public const string OfTheSystem = "/var/lib/edgeactors";

    private const string Product = "edgeactors";

    /// <summary>
    /// The folder of a run by hand: systemd's <c>STATE_DIRECTORY</c>, else <c>edgeactors</c> in <c>XDG_STATE_HOME</c>, else in
    /// <c>~/.local/state</c>, else <c>/var/lib/edgeactors</c>. On Windows in the user's local application data.
    /// </summary>
    public static string OfThisUser(Func<string, string?> environment)
    {
        if (OperatingSystem.IsWindows())
        {
            return Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), Product);
        }

        return OfTheService(environment) is { } service ? service
            : environment("XDG_STATE_HOME") is { } state && IsAbsolute(state) ? Path.Combine(state, Product)
            : environment("HOME") is { } home && IsAbsolute(home) ? Path.Combine(home, ".local", "state", Product)
            : OfTheSystem;
    }

    /// <summary>
    /// The folder of a component: <c>STATE_DIRECTORY</c>, which the recipe sets to the work folder since not every nucleus has its root in
    /// the same place, else <see cref="OfTheComponent"/>.
    /// </summary>
    public static string OfAComponent(Func<string, string?> environment) => OfTheService(environment) ?? OfTheComponent;

    // systemd may name several, separated by colons; relative values are void by the XDG rules.
    private static string? OfTheService(Func<string, string?> environment)
    {
        string? given = environment("STATE_DIRECTORY");
        string? first = OperatingSystem.IsWindows() ? given : given?.Split(':')[0];
        return IsAbsolute(first) ? first : null;
    }

    private static bool IsAbsolute(string? path) => path is not null && Path.IsPathFullyQualified(path);
}
