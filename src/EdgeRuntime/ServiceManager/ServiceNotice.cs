using EdgeActors.Wording;

namespace EdgeActors.ServiceManager;

/// <summary>One message to the service manager.</summary>
/// <param name="Text">As it is sent: a line for each variable.</param>
internal sealed record ServiceNotice(string Text)
{
    /// <summary>The process is alive.</summary>
    public static ServiceNotice Alive { get; } = new("WATCHDOG=1");

    /// <summary>The process does its work from now on.</summary>
    public static ServiceNotice Ready(string status) => new("READY=1\n" + Line(status));

    /// <summary>The process ends because it was asked to.</summary>
    public static ServiceNotice Stopping(string status) => new("STOPPING=1\n" + Line(status));

    /// <summary>What people read in <c>systemctl status</c>.</summary>
    public static ServiceNotice Status(string status) => new(Line(status));

    // A path with a line break in it would otherwise set variables of its own.
    private static string Line(string status) => "STATUS=" + Printable.Of(status, int.MaxValue);
}
