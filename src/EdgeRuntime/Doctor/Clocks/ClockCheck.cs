using System.Globalization;
using EdgeActors.Doctor.Egress;
using EdgeActors.Doctor.Folders;

namespace EdgeActors.Doctor.Clocks;

/// <summary>Compares the device's time with the agent's newest file and with what servers say.</summary>
internal sealed class ClockCheck : ICheck
{
    private static readonly DateTimeOffset Earliest = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    public Area Area => Area.Clock;

    public async Task<IReadOnlyList<Finding>> RunAsync(DoctorContext context, CancellationToken cancel)
    {
        IEnumerable<string> folders = AgentFolder.Of(context.Capture).Select(folder => folder.Path).Append(AppContext.BaseDirectory);
        return Judge(context.Time.GetUtcNow(), folders.Select(Newest).OfType<FileInfo>().Select(file => (file.FullName, At: new DateTimeOffset(file.LastWriteTimeUtc)))
            .OrderByDescending(file => file.At).Cast<(string, DateTimeOffset)?>().FirstOrDefault(), await context.HostsAsync());
    }

    /// <summary>What the times mean.</summary>
    /// <param name="now">The device's.</param>
    /// <param name="newest">The agent's newest file; null when there is none.</param>
    /// <param name="hosts">Servers, some of which told theirs.</param>
    public static IReadOnlyList<Finding> Judge(DateTimeOffset now, (string Path, DateTimeOffset At)? newest, IReadOnlyList<HostFacts> hosts)
    {
        string time = string.Create(CultureInfo.InvariantCulture, $"it is {now.UtcDateTime:u} by the device's clock");
        List<Finding> findings = [];
        if (now < Earliest)
        {
            findings.Add(ClockCodes.Unset.Seen(time));
        }

        if (newest is { } file && file.At - now > Tolerance)
        {
            findings.Add(ClockCodes.Behind.Seen(string.Create(CultureInfo.InvariantCulture, $"{time}, and {file.Path} was written at {file.At.UtcDateTime:u}")));
        }

        HostFacts[] told = [.. hosts.Where(host => host.ClockAhead is not null)];
        findings.AddRange(told.Where(host => host.ClockAhead!.Value.Duration() > Tolerance).Select(host => ClockCodes.Skew.Seen($"{time}, {Off(host)}")));
        return findings.Count > 0 ? findings
            : [ClockCodes.Ok.Seen(told.Length > 0 ? $"{time}, {Off(told[0])}" : $"{time}; there is no server to compare it with")];
    }

    private static string Off(HostFacts host)
    {
        TimeSpan ahead = host.ClockAhead!.Value;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{ahead.Duration():d\\.hh\\:mm\\:ss} {(ahead >= TimeSpan.Zero ? "ahead of" : "behind")} {host.Host.Place}");
    }

    private static FileInfo? Newest(string folder)
    {
        DirectoryInfo at = new(folder);
        return !at.Exists ? null : at.EnumerateFiles("*", new EnumerationOptions { IgnoreInaccessible = true }).MaxBy(file => file.LastWriteTimeUtc);
    }
}
