namespace EdgeActors.FaultKit.Specs.Host;

/// <summary>A fact about a process and its signals, which says so where there are none.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class LinuxFactAttribute : FactAttribute
{
    public LinuxFactAttribute() => Skip = OperatingSystem.IsLinux() ? null : "this spec needs Linux";
}
