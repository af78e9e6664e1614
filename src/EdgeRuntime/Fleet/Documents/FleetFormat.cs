using System.Globalization;
using System.Text.RegularExpressions;

namespace EdgeActors.Fleet.Documents;

/// <summary>Version and bounds of the documents (docs/fleet.md).</summary>
internal static partial class FleetFormat
{
    /// <summary>What this program writes.</summary>
    public const string Current = "edgeactors-fleet/1";

    /// <summary>Bytes of the largest document that is read or written.</summary>
    public const int LargestDocument = 1 << 20;

    /// <summary>The deepest nesting, unknown fields included.</summary>
    public const int Deepest = 32;

    /// <summary>Characters of the longest name of a fleet, deployment or stage.</summary>
    public const int LongestName = 63;

    /// <summary>Characters of the longest name of a device: AWS IoT's of a thing.</summary>
    public const int LongestDevice = 128;

    /// <summary>Characters of the longest text for people.</summary>
    public const int LongestText = 4096;

    /// <summary>Characters of the longest address of a package.</summary>
    public const int LongestUrl = 1024;

    /// <summary>Deployments of a document.</summary>
    public const int MostDeployments = 100;

    /// <summary>Models of a deployment.</summary>
    public const int MostDefinitions = 100;

    /// <summary>Stages of a deployment.</summary>
    public const int MostStages = 10;

    /// <summary>Devices that a stage names.</summary>
    public const int MostDevices = 10_000;

    /// <summary>Metrics, models of a heartbeat.</summary>
    public const int MostFigures = 1000;

    private const int Major = 1;

    /// <summary>Why documents of <paramref name="format"/> cannot be read; null when they can. Minor versions only add fields.</summary>
    public static (string Fault, string Fix)? FaultOf(string format)
    {
        Match match = Pattern().Match(format);
        if (!match.Success)
        {
            return ("names no format of a fleet's documents", $"write \"{Current}\"");
        }

        return int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture) == Major
            ? null
            : ($"is \"{format}\", which this program does not know", $"update edgeactors, or write \"{Current}\"");
    }

    [GeneratedRegex(@"\Aedgeactors-fleet/([1-9][0-9]{0,5})(\.[0-9]{1,6})?\z")]
    private static partial Regex Pattern();
}
