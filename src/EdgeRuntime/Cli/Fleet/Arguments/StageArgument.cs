using System.Globalization;
using EdgeActors.Fleet.Documents;
using EdgeActors.Wording;

namespace EdgeActors.Cli.Fleet.Arguments;

/// <summary>Reads <c>NAME=10%</c>, <c>NAME=names:a,b</c> and <c>NAME=contains:x</c>.</summary>
internal static class StageArgument
{
    private const string Names = "names:";
    private const string Contains = "contains:";

    /// <summary>A stage that is not started. Its name and numbers are checked with the rest of the deployment.</summary>
    /// <exception cref="CommandFailure">It has another form.</exception>
    public static DesiredStage Parse(string text)
    {
        int equals = text.IndexOf('=', StringComparison.Ordinal);
        return equals > 0 && Selected(text[(equals + 1)..]) is { } selection
            ? new DesiredStage { Name = text[..equals], Selection = selection }
            : throw new CommandFailure(
                CommandFailure.Usage,
                $"--stage \"{Printable.Of(text)}\" is no stage; write NAME=10%, NAME=names:DEVICE,DEVICE or NAME=contains:TEXT",
                ExitCode.BadUsage);
    }

    /// <summary>The same for people.</summary>
    public static string Show(DeviceSelection selection) => selection switch
    {
        DeviceSelection.Percentage share => $"{share.Percent}%",
        DeviceSelection.Names { Devices.Length: > 5 } many => $"{many.Devices.Length} devices by name",
        DeviceSelection.Names few => Names + string.Join(',', few.Devices),
        DeviceSelection.NameContains part => Contains + part.Part,
        _ => "",
    };

    private static DeviceSelection? Selected(string text)
    {
        if (text.EndsWith('%'))
        {
            return int.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out int percent) ? new DeviceSelection.Percentage(percent) : null;
        }

        if (text.StartsWith(Contains, StringComparison.Ordinal))
        {
            return new DeviceSelection.NameContains(text[Contains.Length..]);
        }

        string[] names = text.StartsWith(Names, StringComparison.Ordinal)
            ? text[Names.Length..].Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            : [];
        return names.Length > 0 ? new DeviceSelection.Names([.. names]) : null;
    }
}
