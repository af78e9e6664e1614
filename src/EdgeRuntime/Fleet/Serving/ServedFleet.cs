using System.Collections.Frozen;
using EdgeActors.Aws.Signing.Verification;
using EdgeActors.Fleet.Serving.Keys;

namespace EdgeActors.Fleet.Serving;

/// <summary>What is served, to whom and where.</summary>
/// <param name="Name">The fleet's name.</param>
/// <param name="Tree">Where its tree is, for people.</param>
/// <param name="View">The tree as a device sees it.</param>
/// <param name="Packages">What stands before the tree's own urls of packages; null when they cannot be fetched by <c>s3://</c>.</param>
/// <param name="Keys">Who may ask.</param>
/// <param name="Verification">How signatures are checked; checked options.</param>
/// <param name="Options">Checked options.</param>
internal sealed record ServedFleet(
    string Name,
    string Tree,
    Func<DeviceIdentity, IFleet> View,
    string? Packages,
    FrozenDictionary<string, AccessKey> Keys,
    VerificationOptions Verification,
    ServeOptions Options);
