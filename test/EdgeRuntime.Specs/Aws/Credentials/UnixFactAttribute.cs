namespace EdgeActors.Specs.Aws.Credentials;

/// <summary>A fact about file modes or programs of Unix, skipped elsewhere.</summary>
internal sealed class UnixFactAttribute : FactAttribute
{
    public UnixFactAttribute() => Skip = OperatingSystem.IsWindows() ? "needs the file modes and programs of Unix" : null;
}
