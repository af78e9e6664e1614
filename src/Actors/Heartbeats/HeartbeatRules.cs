namespace EdgeActors.Heartbeats;

/// <summary>Names and lengths that heartbeats may have (contract §5.2), and the nearest legal form of others. Pure.</summary>
public static class HeartbeatRules
{
    /// <summary>Characters of the longest agent version: the control plane's bound, which is the tighter one.</summary>
    public const int LongestAgentVersion = 30;

    /// <summary>Characters of the shortest name of a model.</summary>
    public const int ShortestModelName = 4;

    /// <summary>Characters of the longest name of a model.</summary>
    public const int LongestModelName = 255;

    /// <summary>Characters of the longest version of a model.</summary>
    public const int LongestModelVersion = 64;

    /// <summary>Characters of the longest dimension.</summary>
    public const int LongestDimension = 1000;

    private const string ModelPrefix = "model-";
    private const string Nameless = "unnamed";

    /// <summary>The agent's version: <c>1.4.0-beta.2+7</c> becomes <c>1.4.0_beta.2_7</c>.</summary>
    public static string AgentVersion(string version) => Version(version, LongestAgentVersion);

    /// <summary>A model's version, what is not allowed as underscores.</summary>
    public static string ModelVersion(string version) => Version(version, LongestModelVersion);

    /// <summary>A model's name: what is not allowed as dashes, none at the ends; <c>model-</c> before what is shorter than four.</summary>
    public static string ModelName(string name)
    {
        string legal = Dashed(name, LongestModelName);
        return legal.Length >= ShortestModelName ? legal : ModelPrefix + legal;
    }

    /// <summary>A device's or a model's name as a dimension: what is not allowed as dashes, none at the ends.</summary>
    public static string Dimension(string name) => Dashed(name, LongestDimension);

    private static string Version(string version, int longest)
    {
        string legal = new([.. version.Select(static c => char.IsAsciiLetterOrDigit(c) || c is ' ' or '_' or '.' ? c : '_').Take(longest)]);
        return legal.Length > 0 ? legal : "_";
    }

    private static string Dashed(string name, int longest)
    {
        string legal = new string([.. name.Select(static c => char.IsAsciiLetterOrDigit(c) ? c : '-')]).TrimStart('-');
        legal = legal[..Math.Min(legal.Length, longest)].TrimEnd('-');
        return legal.Length > 0 ? legal : Nameless;
    }
}
