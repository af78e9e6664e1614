using System.Reflection;
using EdgeActors.Specs.Agents;
using Xunit.Sdk;

namespace EdgeActors.Specs.Places;

/// <summary>A row of a theory about what is shipped: the program for this machine.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OnX64Attribute : DataAttribute
{
    public const string Platform = "linux-x64";

    public OnX64Attribute(params string[] needs) => Skip = Needs.Missing([Needs.Packages, .. needs]);

    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => [[Platform]];
}

/// <summary>A row of a theory about what is shipped: the program for arm64 under emulation, skipped visibly where that cannot be.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OnArm64Attribute : DataAttribute
{
    public const string Platform = "linux-arm64";

    public OnArm64Attribute(params string[] needs) => Skip = Needs.Missing([Needs.Arm64, .. needs]);

    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => [[Platform]];
}
