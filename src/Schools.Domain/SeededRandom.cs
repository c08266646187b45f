namespace Schools.Domain;

/// <summary>
/// Chance that a seed decides: the same seed gives the same numbers on every run and in every version of .NET. The generator is SplitMix64
/// (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014). Not for secrets.
/// </summary>
public sealed class SeededRandom(ulong seed)
{
    // Below this mean the product of uniforms is as quick as the rejection method, which is only valid above it.
    private const double SmallMean = 10;

    private ulong _state = seed;
    private double? _spareNormal;

    /// <summary>The next 64 bits.</summary>
    public ulong NextBits()
    {
        var z = _state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>Uniform, above 0 and below 1, so that its logarithm exists.</summary>
    public double NextUniform() => ((NextBits() >> 11) + 0.5) / (1UL << 53);

    /// <summary>Normal with mean 0 and variance 1 (Box and Muller, who make two at a time).</summary>
    public double NextNormal()
    {
        if (_spareNormal is { } spare)
        {
            _spareNormal = null;
            return spare;
        }
        var radius = Math.Sqrt(-2 * Math.Log(NextUniform()));
        var (sine, cosine) = Math.SinCos(2 * Math.PI * NextUniform());
        _spareNormal = radius * sine;
        return radius * cosine;
    }

    /// <summary>Gamma with scale 1 (Marsaglia and Tsang 2000).</summary>
    public double NextGamma(double shape)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(shape);
        if (shape < 1)
            return NextGamma(shape + 1) * Math.Pow(NextUniform(), 1 / shape);
        var d = shape - (1.0 / 3);
        var c = 1 / Math.Sqrt(9 * d);
        while (true)
        {
            var x = NextNormal();
            var root = 1 + (c * x);
            if (root <= 0)
                continue;
            var v = root * root * root;
            var u = NextUniform();
            var square = x * x;
            if (u < 1 - (0.0331 * square * square) || Math.Log(u) < (0.5 * square) + (d * (1 - v + Math.Log(v))))
                return d * v;
        }
    }

    /// <summary>Poisson: products of uniforms for small means, PTRS (Hörmann 1993) for the others.</summary>
    public int NextPoisson(double mean)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(mean);
        return mean < SmallMean ? ByProducts(mean) : ByRejection(mean);
    }

    private int ByProducts(double mean)
    {
        var limit = Math.Exp(-mean);
        var product = NextUniform();
        var count = 0;
        while (product > limit)
        {
            product *= NextUniform();
            count++;
        }
        return count;
    }

    private int ByRejection(double mean)
    {
        var b = 0.931 + (2.53 * Math.Sqrt(mean));
        var a = -0.059 + (0.02483 * b);
        var certain = 0.9277 - (3.6224 / (b - 2));
        while (true)
        {
            var u = NextUniform() - 0.5;
            var v = NextUniform();
            var us = 0.5 - Math.Abs(u);
            var k = Math.Floor((((2 * a / us) + b) * u) + mean + 0.43);
            if (us >= 0.07 && v <= certain)
                return (int)k;
            if (k < 0 || (us < 0.013 && v > us))
                continue;
            var inverseAlpha = 1.1239 + (1.1328 / (b - 3.4));
            if (Math.Log(v * inverseAlpha / ((a / (us * us)) + b)) <= (k * Math.Log(mean)) - mean - LogGamma(k + 1))
                return (int)k;
        }
    }

    /// <summary>ln Γ(x) for x above 0: Stirling's series after moving up to where it is exact to twelve digits.</summary>
    internal static double LogGamma(double x)
    {
        const double SeriesFrom = 10;
        var moved = 0.0;
        while (x < SeriesFrom)
        {
            moved -= Math.Log(x);
            x++;
        }
        var inverse = 1 / x;
        var square = inverse * inverse;
        var series = inverse * ((1.0 / 12) - (square * ((1.0 / 360) - (square * ((1.0 / 1260) - (square / 1680))))));
        return moved + ((x - 0.5) * Math.Log(x)) - x + (0.5 * Math.Log(2 * Math.PI)) + series;
    }
}
