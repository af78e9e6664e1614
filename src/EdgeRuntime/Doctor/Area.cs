namespace EdgeActors.Doctor;

/// <summary>What is looked at; also what <c>--only</c> takes.</summary>
internal enum Area
{
    /// <summary>File, flags and environment.</summary>
    Configuration,

    /// <summary>Who asks, and whose the data are.</summary>
    User,

    /// <summary>The socket's path.</summary>
    Socket,

    /// <summary>Who serves on it.</summary>
    Agent,

    /// <summary>The agent's folders.</summary>
    Folders,

    /// <summary>Room on their file systems.</summary>
    Disk,

    /// <summary>Journal and spool.</summary>
    Journal,

    /// <summary>The time of day.</summary>
    Clock,

    /// <summary>Engine libraries.</summary>
    Engine,

    /// <summary>AWS keys and the device's certificate.</summary>
    Credentials,

    /// <summary>The bucket.</summary>
    Bucket,

    /// <summary>Who looks after the device.</summary>
    Fleet,

    /// <summary>Every host that this configuration needs.</summary>
    Egress,

    /// <summary>Control groups and process limits.</summary>
    Limits,

    /// <summary>System V shared memory.</summary>
    SharedMemory,

    /// <summary>What Greengrass gives its components.</summary>
    Greengrass,
}

/// <summary>Names of areas on the command line and in reports.</summary>
internal static class AreaNames
{
    /// <summary>All, in the order of reports.</summary>
    public static readonly IReadOnlyList<string> All = [.. Enum.GetValues<Area>().Select(Of)];

    /// <summary>For example <c>shared-memory</c>.</summary>
    public static string Of(Area area) => area switch
    {
        Area.Configuration => "configuration",
        Area.User => "user",
        Area.Socket => "socket",
        Area.Agent => "agent",
        Area.Folders => "folders",
        Area.Disk => "disk",
        Area.Journal => "journal",
        Area.Clock => "clock",
        Area.Engine => "engine",
        Area.Credentials => "credentials",
        Area.Bucket => "bucket",
        Area.Fleet => "fleet",
        Area.Egress => "egress",
        Area.Limits => "limits",
        Area.SharedMemory => "shared-memory",
        _ => "greengrass",
    };

    /// <summary>The area of a name that is in <see cref="All"/>.</summary>
    public static Area Parse(string name) => Enum.GetValues<Area>().First(area => Of(area) == name);
}
