package io.forebay.steering;
public final class P { public static double d(String k, double v) { String s = System.getProperty(k); return s == null ? v : Double.parseDouble(s); } private P() {} }
