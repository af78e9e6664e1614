namespace EdgeActors.Configuration.Catalogue;

/// <summary>Where a name is from.</summary>
internal enum NameStyle
{
    /// <summary>A key of a JSON object: the component's, the old agent's or this agent's own.</summary>
    Key,

    /// <summary>An environment variable.</summary>
    Variable,

    /// <summary>A flag of <c>edgeactors run</c>.</summary>
    Flag,
}

/// <summary>Every parameter that is known.</summary>
internal static class ParameterCatalogue
{
    /// <summary>The sections, in the order of the documentation.</summary>
    public static IReadOnlyList<ParameterSection> Sections { get; } =
    [
        ProcessParameter.Section,
        LogParameter.Section,
        GreengrassParameter.Section,
        DeviceParameter.Section,
        CaptureParameter.Section,
        CaptureLimitParameter.Section,
        CloudParameter.Section,
        DlrParameter.Section,
        FleetParameter.Section,
        DeploymentParameter.Section,
        PackageParameter.Section,
        OldAgentParameter.Section,
    ];

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Parameter> All { get; } = [.. Sections.SelectMany(section => section.Parameters)];

    private static readonly Dictionary<NameStyle, Dictionary<string, Parameter>> ByName = Enum.GetValues<NameStyle>()
        .ToDictionary(style => style, style => All.SelectMany(parameter => NamesOf(parameter, style).Select(name => (name, parameter))).ToDictionary());

    /// <summary>The parameter of a name; null when none has it.</summary>
    public static Parameter? Find(NameStyle style, string name) => ByName[style].GetValueOrDefault(name);

    /// <summary>All names of a style.</summary>
    public static IEnumerable<string> Names(NameStyle style) => ByName[style].Keys;

    private static IEnumerable<string> NamesOf(Parameter parameter, NameStyle style) => style switch
    {
        NameStyle.Variable => [parameter.Variable],
        NameStyle.Flag => parameter.Flag is { } flag ? [flag] : [],
        _ => parameter.Names,
    };
}
