using EdgeActors.Wording;

namespace EdgeActors.Deployment;

/// <summary>Texts that go into the journal, into heartbeats and into the log: printable and short, whoever wrote them.</summary>
internal static class DeploymentTexts
{
    /// <summary>Characters of a text.</summary>
    public const int Longest = 300;

    /// <summary>The text, cut where it is too long.</summary>
    public static string Short(string text) => Printable.Of(text, Longest);
}
