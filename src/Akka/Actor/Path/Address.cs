namespace Akka.Actor;

/// <summary>Where an actor system lives. Systems here are local, so host and port stay empty.</summary>
public sealed class Address : IEquatable<Address>
{
    public Address(string protocol, string system, string host = null, int? port = null)
    {
        Protocol = protocol;
        System = system;
        Host = host?.ToLowerInvariant();
        Port = port;
    }

    public string Host { get; }

    public int? Port { get; }

    public string System { get; }

    public string Protocol { get; }

    public bool HasLocalScope => string.IsNullOrEmpty(Host);

    public bool HasGlobalScope => !HasLocalScope;

    public static bool operator ==(Address left, Address right) => Equals(left, right);

    public static bool operator !=(Address left, Address right) => !Equals(left, right);

    public bool Equals(Address other) =>
        other is not null && Host == other.Host && Port == other.Port && System == other.System && Protocol == other.Protocol;

    public override bool Equals(object obj) => Equals(obj as Address);

    public override int GetHashCode() => HashCode.Combine(Host, Port, System, Protocol);

    public string HostPort() => ToString()[(Protocol.Length + 3)..];

    public override string ToString()
    {
        var host = HasLocalScope ? "" : "@" + Host;
        var port = Port.HasValue ? ":" + Port.Value : "";
        return $"{Protocol}://{System}{host}{port}";
    }
}
